package io.roomcast.chat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.roomcast.engine.Engine;
import io.roomcast.engine.EngineUnavailableException;
import io.roomcast.engine.Presence;
import io.roomcast.engine.Reservation;
import io.roomcast.engine.Unavailable;
import io.roomcast.protocol.Refusal;

import org.springframework.stereotype.Component;

/**
 * Reserves nicks for plain-text clients, while their handshakes wait. Any thread may
 * call.
 */
@Component
final class NickReservations {

	// Spring asks for the admission on a thread of the container, and wants the answer
	// from there: a plain-text client can be refused by status only before the upgrade.
	// The container has 32 threads, and /ping and the health must be answered even if no
	// engine does. So few handshakes may wait, and none for long. Only plain-text clients
	// that ask for a nick do, and only with an engine that does not answer at once.

	private static final int MAX_WAITING = 8;

	private static final Duration MAX_WAIT = Duration.ofSeconds(2);

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	private final Presence presence;

	private final Semaphore waiting = new Semaphore(MAX_WAITING);

	NickReservations(Engine engine) {
		this.presence = engine.presence();
	}

	/**
	 * Reserves a nick in a room; waits for the answer if it must.
	 */
	Result reserve(String room, String nick) {
		CompletableFuture<Optional<Reservation>> asked = this.presence.reserve(room, nick).toCompletableFuture();
		if (!asked.isDone()) {
			if (!this.waiting.tryAcquire()) {
				return giveUp(asked, "cannot be reserved now: " + MAX_WAITING + " others are waited for");
			}
			try {
				await(asked);
			}
			finally {
				this.waiting.release();
			}
		}
		if (!asked.isDone()) {
			return giveUp(asked, "could not be reserved within " + MAX_WAIT.toSeconds() + " s");
		}
		return result(asked, room, nick);
	}

	/**
	 * Returns whether no more clients may wait.
	 */
	boolean isFull() {
		return this.waiting.availablePermits() == 0;
	}

	private static void await(CompletableFuture<?> asked) {
		try {
			asked.get(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			// The caller looks at what has come.
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static Result result(CompletableFuture<Optional<Reservation>> asked, String room, String nick) {
		try {
			Optional<Reservation> reservation = asked.join();
			return reservation.<Result>map(Result.Reserved::new)
				.orElseGet(() -> new Result.Refused(RoomAccess.nickTaken(room, nick)));
		}
		catch (CompletionException ex) {
			Unavailable why = EngineUnavailableException.why(ex);
			return new Result.Refused(Refusal.unavailable(why.sentence(), why.retryAfter()));
		}
	}

	/**
	 * Refuses a client whose nick may still be reserved later, and is free again then.
	 */
	private Result giveUp(CompletionStage<Optional<Reservation>> asked, String why) {
		asked.thenAccept((late) -> late.ifPresent(this.presence::release));
		return new Result.Refused(Refusal.unavailable("the nick " + why, RETRY_AFTER));
	}

	/**
	 * What became of a nick.
	 */
	sealed interface Result {

		/**
		 * It is reserved.
		 */
		record Reserved(Reservation reservation) implements Result {
		}

		/**
		 * It is not.
		 */
		record Refused(Refusal refusal) implements Result {
		}

	}

}
