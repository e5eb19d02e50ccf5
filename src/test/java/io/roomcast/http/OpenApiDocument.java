package io.roomcast.http;

import java.net.http.HttpResponse;
import java.util.List;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service's OpenAPI document, and answers checked against it.
 */
final class OpenApiDocument {

	private static final String REF = "$ref";

	private final String text;

	private final JsonNode root;

	private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

	OpenApiDocument(String text) {
		this.text = text;
		this.root = JsonMapper.shared().readTree(text);
	}

	/**
	 * Returns what a validator finds wrong with the document.
	 */
	List<String> flaws() {
		ParseOptions options = new ParseOptions();
		options.setResolve(true);
		List<String> messages = new OpenAPIV3Parser().readContents(this.text, null, options).getMessages();
		return (messages != null) ? messages : List.of();
	}

	/**
	 * Asserts that an answer is described as it is.
	 * @param method of the request, in lower case
	 * @param path as the document has it, with variables
	 */
	void assertDescribes(String method, String path, HttpResponse<String> answer) {
		String mediaType = answer.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
		JsonNode described = response(method, path, answer.statusCode());
		if (answer.body().isEmpty()) {
			assertThat(described.has("content")).as("%s %s: has a body", method, path).isFalse();
			return;
		}
		JsonNode schema = described.path("content").path(mediaType).path("schema");
		assertThat(schema.isMissingNode()).as("%s %s: %s is not in %s", method, path, mediaType, described).isFalse();
		if (mediaType.endsWith("json")) {
			assertThat(schema(schema).validate(JsonMapper.shared().readTree(answer.body())))
				.as("%s %s: %s against %s", method, path, answer.body(), schema)
				.isEmpty();
		}
	}

	private JsonNode response(String method, String path, int status) {
		JsonNode response = this.root.path("paths")
			.path(path)
			.path(method)
			.path("responses")
			.path(Integer.toString(status));
		assertThat(response.isMissingNode()).as("%s %s: %s is not described", method, path, status).isFalse();
		if (response.has(REF)) {
			return this.root.at(response.get(REF).asString().substring(1));
		}
		return response;
	}

	private Schema schema(JsonNode schema) {
		ObjectNode whole = JsonMapper.shared().createObjectNode();
		whole.put(REF, "#/answer");
		whole.set("answer", schema);
		whole.set("components", this.root.get("components"));
		return this.schemas.getSchema(whole);
	}

}
