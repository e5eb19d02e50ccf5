package io.roomcast.protocol;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The AsyncAPI document of both protocols, as far as tests ask about it. Immutable.
 */
final class AsyncApi {

	private static final Path FILE = Path.of("src", "docs", "asyncapi.yaml");

	private final Object root;

	private AsyncApi(Object root) {
		this.root = root;
	}

	static AsyncApi read() throws IOException {
		LoaderOptions options = new LoaderOptions();
		options.setAllowDuplicateKeys(false);
		try (Reader reader = Files.newBufferedReader(FILE)) {
			return new AsyncApi(new Yaml(new SafeConstructor(options)).load(reader));
		}
	}

	JsonNode json() {
		return JsonMapper.shared().valueToTree(this.root);
	}

	String description() {
		return at("info", "description").toString();
	}

	List<String> addresses() {
		return channels().map((channel) -> get(channel, "address").toString()).toList();
	}

	List<Set<String>> channelMessages() {
		return channels().map((channel) -> map(get(channel, "messages")).keySet()).toList();
	}

	private Stream<Object> channels() {
		return map(at("channels")).values().stream();
	}

	Set<String> allMessages() {
		return map(at("components", "messages")).keySet();
	}

	List<String> jsonMessages() {
		return allMessages().stream().filter((name) -> contentType(name).equals("application/json")).toList();
	}

	String contentType(String message) {
		return at("components", "messages", message, "contentType").toString();
	}

	/**
	 * Returns an example of each message in plain text.
	 */
	Map<String, String> textExamples() {
		return allMessages().stream()
			.filter((name) -> contentType(name).equals("text/plain"))
			.collect(Collectors.toMap((name) -> name, (name) -> payloads(name).findFirst().orElseThrow().toString()));
	}

	List<Map<String, Object>> examples(String message) {
		return payloads(message).map(AsyncApi::map).toList();
	}

	/**
	 * Returns the examples of a message as JSON, in the document's order of fields.
	 */
	List<String> jsonExamples(String message) {
		return payloads(message).map(JsonMapper.shared()::writeValueAsString).toList();
	}

	private Stream<Object> payloads(String message) {
		return list(at("components", "messages", message, "examples")).map((example) -> get(example, "payload"));
	}

	String typeOf(String message) {
		return get(field(message, "type"), "const").toString();
	}

	Set<String> fields(String message) {
		return map(properties(message)).keySet();
	}

	Map<String, Object> field(String message, String name) {
		return map(get(properties(message), name));
	}

	String fieldDescription(String message, String name) {
		return get(field(message, name), "description").toString();
	}

	private Object properties(String message) {
		return get(schema(message), "properties");
	}

	private Object schema(String message) {
		return resolve(at("components", "messages", message, "payload", "$ref").toString());
	}

	/**
	 * Returns the text of a schema that others refer to.
	 */
	String sharedSchema(String name) {
		return at("components", "schemas", name).toString();
	}

	Set<String> references() {
		return references(this.root).collect(Collectors.toSet());
	}

	private static Stream<String> references(Object node) {
		if (node instanceof Map<?, ?> map) {
			Object reference = map.get("$ref");
			return (reference != null) ? Stream.of(reference.toString()) : references(map.values());
		}
		return (node instanceof Collection<?> nodes) ? nodes.stream().flatMap(AsyncApi::references) : Stream.empty();
	}

	/**
	 * Returns what a reference leads to, which must exist.
	 */
	Object resolve(String reference) {
		return at(reference.substring("#/".length()).split("/", -1));
	}

	private Object at(String... path) {
		Object node = this.root;
		for (String key : path) {
			node = get(node, key);
		}
		return node;
	}

	private static Object get(Object node, String key) {
		return Objects.requireNonNull(map(node).get(key), () -> key + " is not in " + node);
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> map(Object node) {
		return (Map<String, Object>) node;
	}

	@SuppressWarnings("unchecked")
	private static Stream<Object> list(Object node) {
		return ((List<Object>) node).stream();
	}

}
