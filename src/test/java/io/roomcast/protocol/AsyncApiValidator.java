package io.roomcast.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.apicurio.datamodels.Library;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds what is wrong with an AsyncAPI document: each method looks for other flaws.
 */
final class AsyncApiValidator {

	/** The schema of AsyncAPI itself; the file beside it tells where it is from. */
	private static final String SPECIFICATION = "/asyncapi/3.0.0.json";

	/** The version that schemas of AsyncAPI 3.0 are in. */
	private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);

	private final JsonNode document;

	AsyncApiValidator(JsonNode document) {
		this.document = document;
	}

	/**
	 * Returns what a parser finds: references that lead nowhere, above all.
	 */
	List<String> flawsOfMeaning() {
		return Library.validate(Library.readDocumentFromJSONString(this.document.toString()), null)
			.stream()
			.map((problem) -> problem.nodePath + ": " + problem.message)
			.toList();
	}

	/**
	 * Returns where the document breaks the schema of AsyncAPI: fields that are missing,
	 * unknown, or of the wrong type.
	 */
	List<String> flawsOfForm() throws IOException {
		try (InputStream specification = AsyncApiValidator.class.getResourceAsStream(SPECIFICATION)) {
			return flaws(this.schemas.getSchema(JsonMapper.shared().readTree(Objects.requireNonNull(specification))),
					this.document)
				.toList();
		}
	}

	/**
	 * Returns which examples break the schema of their own message.
	 */
	List<String> flawsOfExamples() {
		return this.document.at("/components/messages").valueStream().flatMap(this::flawsOfExamples).toList();
	}

	private Stream<String> flawsOfExamples(JsonNode message) {
		ObjectNode whole = JsonMapper.shared().createObjectNode();
		whole.putArray("allOf").add(message.get("payload"));
		whole.set("components", this.document.get("components"));
		Schema schema = this.schemas.getSchema(whole);
		return message.path("examples").valueStream().flatMap((example) -> flaws(schema, example.get("payload")));
	}

	private static Stream<String> flaws(Schema schema, JsonNode value) {
		return schema.validate(value).stream().map((error) -> error.getInstanceLocation() + ": " + error.getMessage());
	}

}
