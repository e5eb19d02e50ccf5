package io.roomcast.protocol;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Writes events as JSON, field by field: no tree, no mapper.
 */
final class EventWriter {

	/** More than the fields of a message take beside its text. */
	private static final int FIELDS_BYTES = 256;

	private static final JsonFactory FACTORY = JsonFactory.builder()
		.characterEscapes(new LineEscapes())
		.recyclerPool(JsonRecyclerPools.threadLocalPool())
		.build();

	private static final DateTimeFormatter MILLISECONDS = new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

	private EventWriter() {
	}

	static byte[] write(Event event) {
		ByteArrayOutputStream line = new ByteArrayOutputStream(FIELDS_BYTES + size(event));
		try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), line)) {
			json.writeStartObject();
			writeFields(json, event);
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

	private static void writeFields(JsonGenerator json, Event event) {
		if (event instanceof Event.Message message) {
			writeMessage(json, message);
		}
		else if (event instanceof Event.Bytes bytes) {
			writeBytes(json, bytes);
		}
		else if (event instanceof Event.Joined joined) {
			writeNotice(json, "joined", joined.nick(), joined.client());
		}
		else if (event instanceof Event.Left left) {
			writeNotice(json, "left", left.nick(), left.client());
		}
		else {
			writeOther(json, event);
		}
	}

	private static void writeOther(JsonGenerator json, Event event) {
		if (event instanceof Event.Welcome welcome) {
			writeWelcome(json, welcome);
		}
		else if (event instanceof Event.Error error) {
			writeError(json, error);
		}
		else if (event instanceof Event.Gap gap) {
			json.writeStringProperty("type", "gap");
			json.writeStringProperty("after", gap.after().text());
			json.writeStringProperty("cursor", gap.cursor().text());
		}
		else if (event instanceof Event.Reconnect reconnect) {
			json.writeStringProperty("type", "reconnect");
			json.writeNumberProperty("afterMillis", reconnect.afterMillis());
		}
		else {
			throw new IllegalArgumentException("no JSON for " + event);
		}
	}

	private static void writeMessage(JsonGenerator json, Event.Message message) {
		writeHead(json, message.cursor(), message.from(), message.client());
		json.writeStringProperty("text", message.text());
		writeTime(json, message.at());
		if (message.id() != null) {
			json.writeStringProperty("id", message.id());
		}
	}

	private static void writeBytes(JsonGenerator json, Event.Bytes bytes) {
		writeHead(json, bytes.cursor(), bytes.from(), bytes.client());
		json.writeBinaryProperty("base64", bytes.base64());
		writeTime(json, bytes.at());
	}

	private static void writeHead(JsonGenerator json, Cursor cursor, String from, long client) {
		json.writeStringProperty("type", "message");
		json.writeStringProperty("cursor", cursor.text());
		json.writeStringProperty("from", from);
		json.writeNumberProperty("client", client);
	}

	private static void writeTime(JsonGenerator json, Instant at) {
		json.writeStringProperty("at", MILLISECONDS.format(at));
	}

	private static void writeNotice(JsonGenerator json, String type, String nick, long client) {
		json.writeStringProperty("type", type);
		json.writeStringProperty("nick", nick);
		json.writeNumberProperty("client", client);
	}

	private static void writeWelcome(JsonGenerator json, Event.Welcome welcome) {
		json.writeStringProperty("type", "welcome");
		json.writeStringProperty("room", welcome.room());
		json.writeStringProperty("nick", welcome.nick());
		json.writeNumberProperty("client", welcome.client());
		json.writeStringProperty("cursor", welcome.cursor().text());
		json.writeBooleanProperty("recovered", welcome.recovered());
		json.writeNumberProperty("clients", welcome.clients());
		json.writeNumberProperty("pingSeconds", welcome.pingSeconds());
	}

	private static void writeError(JsonGenerator json, Event.Error error) {
		json.writeStringProperty("type", "error");
		json.writeStringProperty("code", error.code().code());
		json.writeStringProperty("message", error.message());
		if (error.id() != null) {
			json.writeStringProperty("id", error.id());
		}
		if (error.retryAfterMillis() != null) {
			json.writeNumberProperty("retryAfterMillis", error.retryAfterMillis());
		}
	}

}
