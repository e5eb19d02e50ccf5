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
 * Makes Jackson write events and cursors as sockets get them.
 */
@JacksonComponent
final class ProtocolSerializers {

	private ProtocolSerializers() {
	}

	static final class EventSerializer extends ValueSerializer<Event> {

		/**
		 * Bounds the threads that write at once. Writing an event takes several times its
		 * size in memory; as it waits for nothing, more threads than processors would
		 * gain nothing.
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
