package io.roomcast.harness;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Reads an event, and fails at whatever the protocol does not name: a missing field or
 * one too many, one of another type or given twice. Shares nothing with the service's
 * codec. Any thread may call.
 */
final class JsonEventReader {

	private final String json;

	private final Map<String, JsonText.Value> fields;

	private JsonEventReader(String json) {
		this.json = json;
		this.fields = JsonText.fields(json);
	}

	static JsonEvent read(String json) {
		return readWhole(json, JsonEventReader::event);
	}

	private static <T> T readWhole(String json, Function<JsonEventReader, T> read) {
		JsonEventReader reader = new JsonEventReader(json);
		T whole = read.apply(reader);
		if (!reader.fields.isEmpty()) {
			throw new AssertionError("not of the protocol: " + reader.fields.keySet() + " in " + json);
		}
		return whole;
	}

	private JsonEvent event() {
		String type = string("type");
		return switch (type) {
			case "hello" -> new JsonEvent.Hello(number("client"), string("nick"), string("session"), bool("resumed"),
					number("pingSeconds"), number("graceSeconds"), instant("at"));
			case "welcome" -> new JsonEvent.Welcome(string("room"), string("nick"), string("cursor"), bool("recovered"),
					number("clients"), id());
			case "message" -> message();
			case "joined" -> new JsonEvent.Joined(string("room"), string("nick"), number("client"), instant("at"));
			case "left" -> new JsonEvent.Left(string("room"), string("nick"), number("client"), instant("at"), id());
			case "count" -> new JsonEvent.Count(string("room"), number("clients"));
			case "clients" -> new JsonEvent.Clients(string("room"), members(), number("total"), id());
			case "history" -> new JsonEvent.History(string("room"), messages(), bool("complete"), bool("more"), id());
			case "gap" -> new JsonEvent.Gap(string("room"), string("after"), string("cursor"));
			case "token" -> new JsonEvent.Token(has("expiresAt") ? instant("expiresAt") : null, id());
			case "ping" -> new JsonEvent.Ping();
			case "reconnect" -> new JsonEvent.Reconnect(number("afterMillis"));
			case "error" -> new JsonEvent.Refused(has("room") ? string("room") : null, string("code"),
					string("message"), id(), has("retryAfterMillis") ? number("retryAfterMillis") : null);
			default -> throw new AssertionError("no event of type " + type + ": " + this.json);
		};
	}

	private JsonEvent.Message message() {
		return new JsonEvent.Message(string("room"), string("cursor"), string("from"), number("client"), body(),
				instant("at"), id(), repeated());
	}

	/**
	 * Takes the only one of three fields. A second one is left, and so is one too many.
	 */
	private Body body() {
		if (has("text")) {
			return Body.text(string("text"));
		}
		if (has("data")) {
			return Body.data(take("data").written());
		}
		return Body.bytes(Base64.getDecoder().decode(string("base64")));
	}

	private boolean repeated() {
		if (!has("repeated")) {
			return false;
		}
		if (!bool("repeated")) {
			throw new AssertionError("'repeated' is there and false in " + this.json);
		}
		return true;
	}

	private List<JsonEvent.Member> members() {
		return JsonText.elements(array("clients"))
			.stream()
			.map((member) -> readWhole(member,
					(fields) -> new JsonEvent.Member(fields.string("nick"), fields.number("client"))))
			.toList();
	}

	private List<JsonEvent.Message> messages() {
		return JsonText.elements(array("messages")).stream().map((message) -> readWhole(message, (fields) -> {
			if (!fields.string("type").equals("message")) {
				throw new AssertionError("no message: " + message);
			}
			return fields.message();
		})).toList();
	}

	private @Nullable CommandId id() {
		if (!has("id")) {
			return null;
		}
		JsonText.Value id = take("id");
		return switch (id.kind()) {
			case VALUE_STRING -> CommandId.of(id.text());
			case VALUE_NUMBER_INT -> CommandId.ofDigits(id.written());
			default -> throw new AssertionError("'id' is " + id.written() + " in " + this.json);
		};
	}

	private String string(String name) {
		return take(name, JsonToken.VALUE_STRING).text();
	}

	private String array(String name) {
		return take(name, JsonToken.START_ARRAY).written();
	}

	private long number(String name) {
		return Long.parseLong(take(name, JsonToken.VALUE_NUMBER_INT).written());
	}

	private boolean bool(String name) {
		return take(name, JsonToken.VALUE_TRUE, JsonToken.VALUE_FALSE).kind() == JsonToken.VALUE_TRUE;
	}

	private Instant instant(String name) {
		return Instant.parse(string(name));
	}

	private boolean has(String name) {
		return this.fields.containsKey(name);
	}

	private JsonText.Value take(String name, JsonToken... kinds) {
		JsonText.Value value = this.fields.remove(name);
		if (value == null) {
			throw new AssertionError("no '" + name + "' in " + this.json);
		}
		if (kinds.length > 0 && !List.of(kinds).contains(value.kind())) {
			throw new AssertionError("'" + name + "' is " + value.written() + " in " + this.json);
		}
		return value;
	}

}
