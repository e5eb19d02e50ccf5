package io.roomcast.chat;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import io.roomcast.engine.Engine;
import io.roomcast.engine.EngineUnavailableException;
import io.roomcast.engine.Unavailable;
import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.JoinResult;
import io.roomcast.fanout.Joining;
import io.roomcast.fanout.Outlet;
import io.roomcast.fanout.Room;
import io.roomcast.fanout.Start;
import io.roomcast.fanout.Subscriber;
import io.roomcast.fanout.Traffic.Slow;
import io.roomcast.protocol.Cursor;
import io.roomcast.protocol.Event;
import io.roomcast.protocol.EventStreamCodec;
import io.roomcast.protocol.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * One who only listens to one room: it has neither number nor nick nor session, is not
 * counted as a client, and nobody is told of it. Otherwise it gets what clients get, from
 * the same log and under the same limits. Any thread may call; nothing blocks.
 */
public final class Listening implements Participant {

	/**
	 * Readers do not wait longer each time that they fail, as clients do; so each is told
	 * another time, lest all of them come back at once.
	 */
	private static final Duration MIN_RETRY = Duration.ofSeconds(1);

	private static final Duration MAX_RETRY = Duration.ofSeconds(5);

	private final Engine engine;

	private final Outlet outlet;

	private final Subscriber subscriber;

	private final long expiresAtMillis;

	// Guarded by this.
	private @Nullable Room room;

	private boolean over;

	private @Nullable Runnable whenServed;

	/**
	 * Makes one that has yet to be started.
	 * @param number tells listeners apart
	 * @param identity who it is, or null if nobody asks
	 */
	Listening(Engine engine, Outlet outlet, long number, @Nullable Identity identity) {
		OutgoingProtocol protocol = OutgoingProtocol.EVENT_STREAM;
		this.engine = engine;
		this.outlet = outlet;
		this.expiresAtMillis = (identity != null) ? identity.expiresAtMillis() : NEVER;
		this.subscriber = new Subscriber(-number, outlet, protocol.format(), protocol.gapEncoder());
	}

	/**
	 * Begins to listen. If the room cannot be listened to now, the listener is told so,
	 * and its connection ends: it comes back by itself.
	 */
	public void start(String room, Start start) {
		this.engine.listen(room, this.subscriber, new Joining(start, (joined) -> welcome(room, start, joined), null))
			.thenAccept(this::listening)
			.exceptionally((failure) -> {
				refuse(failure);
				return null;
			});
	}

	private static byte[] retry() {
		long millis = ThreadLocalRandom.current().nextLong(MIN_RETRY.toMillis(), MAX_RETRY.toMillis());
		return EventStreamCodec.retry(Duration.ofMillis(millis));
	}

	private byte[] welcome(String room, Start start, JoinResult joined) {
		Cursor cursor = ChatContent.cursor(joined.position());
		ByteArrayOutputStream frames = new ByteArrayOutputStream();
		frames.writeBytes(retry());
		frames.writeBytes(OutgoingProtocol.EVENT_STREAM
			.encode(new Event.Welcome(room, null, cursor, joined.recovered(), joined.clients(), null)));
		if (start instanceof Start.After after) {
			this.engine.traffic().addRecovery(joined.recovered());
			if (!joined.recovered()) {
				frames.writeBytes(OutgoingProtocol.EVENT_STREAM.encodeGap(room, after.position(), joined.position()));
			}
		}
		return frames.toByteArray();
	}

	private void listening(Room joined) {
		Runnable served;
		synchronized (this) {
			this.room = joined;
			if (!this.over) {
				return;
			}
			served = this.whenServed;
			this.whenServed = null;
		}
		leave(joined, served);
	}

	private void refuse(Throwable failure) {
		Unavailable why;
		try {
			why = EngineUnavailableException.why(failure);
		}
		catch (IllegalStateException ex) {
			this.engine.failures().add("listening to a room", ex);
			this.outlet.close(Disconnect.OPENING_FAILED);
			return;
		}
		refuse(Refusal.unavailable(why.sentence(), why.retryAfter()), this.outlet);
	}

	/**
	 * Tells a listener why it cannot be served now, and ends the connection.
	 */
	public static void refuse(Refusal refusal, Outlet outlet) {
		outlet.send(retry());
		outlet.send(OutgoingProtocol.EVENT_STREAM.encode(refusal.toEvent()));
		outlet.close(Disconnect.unavailable(refusal.sentence()));
	}

	@Override
	public long expiresAtMillis() {
		return this.expiresAtMillis;
	}

	@Override
	public long client() {
		return 0;
	}

	@Override
	public long heldBytes() {
		return this.subscriber.heldBytes();
	}

	@Override
	public void tooSlow() {
		this.engine.traffic().addSlow(Slow.TIMEOUT);
	}

	/**
	 * Says nothing: the welcome told the reader how long to wait.
	 */
	@Override
	public boolean askToReconnect(Duration after) {
		return true;
	}

	@Override
	public void end(int closeCode, boolean closedByClient, Runnable whenServed) {
		Room joined;
		synchronized (this) {
			if (this.over) {
				return;
			}
			this.over = true;
			joined = this.room;
			if (joined == null) {
				this.whenServed = whenServed;
			}
		}
		this.engine.traffic().removeListener();
		if (joined != null) {
			leave(joined, whenServed);
		}
	}

	private void leave(Room joined, @Nullable Runnable served) {
		this.engine.disconnect(joined, this.subscriber, (served != null) ? served : () -> {
		});
	}

}
