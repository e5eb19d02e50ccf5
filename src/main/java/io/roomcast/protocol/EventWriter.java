package io.roomcast.protocol;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Writes one event as JSON, field by field: no tree, no mapper.
 */
final class EventWriter implements Event.Visitor<JsonGenerator> {

	/** More bytes than the fields of a message take besides its text. */
	private static final int FIELDS_BYTES = 256;

	private static final JsonFactory FACTORY = JsonFactory.builder()
		.characterEscapes(new LineEscapes())
		.recyclerPool(JsonRecyclerPools.threadLocalPool())
		.build();

	private static final DateTimeFormatter MILLISECONDS = new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

	private final JsonGenerator json;

	private EventWriter(JsonGenerator json) {
		this.json = json;
	}

	static byte[] write(Event event) {
		ByteArrayOutputStream line = new ByteArrayOutputStream(FIELDS_BYTES + size(event));
		try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), line)) {
			json.writeStartObject();
			event.accept(new EventWriter(json));
			json.writeEndObject();
		}
		return line.toByteArray();
	}

	private static int size(Event event) {
		if (event instanceof Event.Message message) {
			return message.text().length();
		}
		return (event instanceof Event.Bytes bytes) ? bytes.base64().length * 4 / 3 : 0;
	}

	@Override
	public JsonGenerator welcome(Event.Welcome welcome) {
		this.json.writeStringProperty("type", "welcome");
		this.json.writeStringProperty("room", welcome.room());
		this.json.writeStringProperty("nick", welcome.nick());
		this.json.writeNumberProperty("client", welcome.client());
		this.json.writeStringProperty("cursor", welcome.cursor().text());
		this.json.writeBooleanProperty("recovered", welcome.recovered());
		this.json.writeNumberProperty("clients", welcome.clients());
		return this.json.writeNumberProperty("pingSeconds", welcome.pingSeconds());
	}

	@Override
	public JsonGenerator message(Event.Message message) {
		writeHead(message.cursor(), message.from(), message.client());
		this.json.writeStringProperty("text", message.text());
		writeTime(message.at());
		return writeId(message.id());
	}

	@Override
	public JsonGenerator bytes(Event.Bytes bytes) {
		writeHead(bytes.cursor(), bytes.from(), bytes.client());
		this.json.writeBinaryProperty("base64", bytes.base64());
		return writeTime(bytes.at());
	}

	private void writeHead(Cursor cursor, String from, long client) {
		this.json.writeStringProperty("type", "message");
		this.json.writeStringProperty("cursor", cursor.text());
		this.json.writeStringProperty("from", from);
		this.json.writeNumberProperty("client", client);
	}

	private JsonGenerator writeTime(Instant at) {
		return this.json.writeStringProperty("at", MILLISECONDS.format(at));
	}

	private JsonGenerator writeId(@Nullable String id) {
		return (id != null) ? this.json.writeStringProperty("id", id) : this.json;
	}

	@Override
	public JsonGenerator joined(Event.Joined joined) {
		return writeNotice("joined", joined.nick(), joined.client());
	}

	@Override
	public JsonGenerator left(Event.Left left) {
		return writeNotice("left", left.nick(), left.client());
	}

	private JsonGenerator writeNotice(String type, String nick, long client) {
		this.json.writeStringProperty("type", type);
		this.json.writeStringProperty("nick", nick);
		return this.json.writeNumberProperty("client", client);
	}

	@Override
	public JsonGenerator gap(Event.Gap gap) {
		this.json.writeStringProperty("type", "gap");
		this.json.writeStringProperty("after", gap.after().text());
		return this.json.writeStringProperty("cursor", gap.cursor().text());
	}

	@Override
	public JsonGenerator reconnect(Event.Reconnect reconnect) {
		this.json.writeStringProperty("type", "reconnect");
		return this.json.writeNumberProperty("afterMillis", reconnect.afterMillis());
	}

	@Override
	public JsonGenerator error(Event.Error error) {
		this.json.writeStringProperty("type", "error");
		this.json.writeStringProperty("code", error.code().code());
		this.json.writeStringProperty("message", error.message());
		writeId(error.id());
		return (error.retryAfterMillis() != null)
				? this.json.writeNumberProperty("retryAfterMillis", error.retryAfterMillis()) : this.json;
	}

}
