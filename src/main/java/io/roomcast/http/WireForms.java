package io.roomcast.http;

import java.nio.charset.StandardCharsets;

import io.roomcast.protocol.Cursor;
import io.roomcast.protocol.Event;
import io.roomcast.protocol.JsonCodec;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

import org.springframework.boot.jackson.JacksonComponent;

/**
 * Gives Jackson the JSON that sockets get, so that a message looks the same everywhere.
 */
@JacksonComponent
final class WireForms {

	private WireForms() {
	}

	static final class EventSerializer extends ValueSerializer<Event> {

		@Override
		public void serialize(Event event, JsonGenerator json, SerializationContext context) {
			json.writeRawValue(new String(JsonCodec.encode(event), StandardCharsets.UTF_8));
		}

	}

	static final class CursorSerializer extends ValueSerializer<Cursor> {

		@Override
		public void serialize(Cursor cursor, JsonGenerator json, SerializationContext context) {
			json.writeString(cursor.text());
		}

	}

}
