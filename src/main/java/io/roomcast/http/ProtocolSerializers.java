package io.roomcast.http;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

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
final class ProtocolSerializers {

	private ProtocolSerializers() {
	}

	static final class EventSerializer extends ValueSerializer<Event> {

		/**
		 * Writing an event takes its size in memory several times over. As it waits for
		 * nothing, more threads than processors would only hold more.
		 */
		private static final Semaphore TURNS = new Semaphore(Runtime.getRuntime().availableProcessors());

		@Override
		public void serialize(Event event, JsonGenerator json, SerializationContext context) {
			TURNS.acquireUninterruptibly();
			try {
				json.writeRawValue(new String(JsonCodec.encode(event), StandardCharsets.UTF_8));
			}
			finally {
				TURNS.release();
			}
		}

	}

	static final class CursorSerializer extends ValueSerializer<Cursor> {

		@Override
		public void serialize(Cursor cursor, JsonGenerator json, SerializationContext context) {
			json.writeString(cursor.text());
		}

	}

}
