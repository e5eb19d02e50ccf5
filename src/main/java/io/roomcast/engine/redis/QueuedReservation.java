package io.roomcast.engine.redis;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.roomcast.engine.EngineUnavailableException;
import io.roomcast.engine.Reservation;
import io.roomcast.engine.Unavailable;
import org.jspecify.annotations.Nullable;

/**
 * A nick that is to be reserved, or freed again.
 */
final class QueuedReservation extends Queued {

	private static final byte[] NOTHING_TO_TELL = {};

	private final String nick;

	private final Token token;

	private final @Nullable CompletableFuture<Optional<Reservation>> then;

	private QueuedReservation(String nick, Token token, @Nullable CompletableFuture<Optional<Reservation>> then) {
		super(NOTHING_TO_TELL, then != null);
		this.nick = nick;
		this.token = token;
		this.then = then;
	}

	static QueuedReservation reserving(String nick, Token token, CompletableFuture<Optional<Reservation>> then) {
		return new QueuedReservation(nick, token, then);
	}

	static QueuedReservation releasing(String nick, Token token) {
		return new QueuedReservation(nick, token, null);
	}

	String nick() {
		return this.nick;
	}

	Token token() {
		return this.token;
	}

	Reservation reservation(String room) {
		return new Reservation(room, this.nick, this.token.number());
	}

	/**
	 * Returns what hears of a reservation; null if one is freed.
	 */
	@Nullable CompletableFuture<Optional<Reservation>> then() {
		return this.then;
	}

	@Override
	void addTo(PublishCall call) {
		if (this.then != null) {
			call.reserve(this.nick, this.token.toString());
		}
		else {
			call.release(this.nick, this.token.toString());
		}
	}

	@Override
	void unavailable(Unavailable why) {
		if (this.then != null) {
			this.then.completeExceptionally(new EngineUnavailableException(why));
		}
	}

}
