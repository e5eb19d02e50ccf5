package io.roomcast.harness;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads an event, and fails at whatever the protocol does not name: a missing field or
 * one too many, one of another type or given twice. Shares nothing with the service's
 * codec. Any thread may call.
 */
final class JsonEventReader {

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private final String line;

	private final ObjectNode fields;

	private JsonEventReader(String line) {
		this.line = line;
		this.fields = (ObjectNode) JSON.readTree(line);
	}

	static JsonEvent read(String line) {
		JsonEventReader reader = new JsonEventReader(line);
		JsonEvent event = reader.event();
		if (!reader.fields.isEmpty()) {
			throw new AssertionError("no field of the event: " + reader.fields + " in " + line);
		}
		return event;
	}

	/**
	 * Returns the command that says a text, as a line of JSON.
	 */
	static String say(String text, @Nullable String id) {
		ObjectNode command = JSON.createObjectNode().put("type", "say").put("text", text);
		return ((id != null) ? command.put("id", id) : command).toString();
	}

	private JsonEvent event() {
		String type = string("type");
		return switch (type) {
			case "welcome" -> new JsonEvent.Welcome(string("room"), string("nick"), number("client"), string("cursor"),
					take("recovered").booleanValue(), number("clients"), number("pingSeconds"));
			case "message" -> this.fields.has("base64") ? bytes() : message();
			case "joined" -> new JsonEvent.Joined(string("nick"), number("client"));
			case "left" -> new JsonEvent.Left(string("nick"), number("client"));
			case "gap" -> new JsonEvent.Gap(string("after"), string("cursor"));
			case "reconnect" -> new JsonEvent.Reconnect(number("afterMillis"));
			case "error" -> new JsonEvent.Refused(string("code"), string("message"), optionalString("id"),
					this.fields.has("retryAfterMillis") ? number("retryAfterMillis") : null);
			default -> throw new AssertionError("no event of type " + type + ": " + this.line);
		};
	}

	private JsonEvent message() {
		return new JsonEvent.Message(string("cursor"), string("from"), number("client"), string("text"), instant("at"),
				optionalString("id"));
	}

	private JsonEvent bytes() {
		ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(string("base64"))).asReadOnlyBuffer();
		return new JsonEvent.Bytes(string("cursor"), string("from"), number("client"), bytes, instant("at"));
	}

	private String string(String name) {
		return take(name).stringValue();
	}

	private @Nullable String optionalString(String name) {
		return this.fields.has(name) ? string(name) : null;
	}

	private long number(String name) {
		JsonNode value = take(name);
		if (!value.isIntegralNumber()) {
			throw new AssertionError("'" + name + "' is no whole number in " + this.line);
		}
		return value.longValue();
	}

	private Instant instant(String name) {
		return Instant.parse(string(name));
	}

	private JsonNode take(String name) {
		JsonNode value = this.fields.remove(name);
		if (value == null) {
			throw new AssertionError("no '" + name + "' in " + this.line);
		}
		return value;
	}

}
