package io.roomcast.engine.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

import io.roomcast.engine.Contents;
import io.roomcast.engine.EngineTraffic;
import io.roomcast.engine.EngineTraffic.Event;
import io.roomcast.engine.EngineUnavailableException;
import io.roomcast.engine.Unavailable;
import io.roomcast.fanout.Hub;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all rooms of a node work with.
 *
 * @param node the id of this node, which no other node ever has
 * @param timer runs what is due later, on one thread
 */
record RoomContext(String node, Hub hub, RedisLink link, Contents contents, RoomSettings settings, Nodes nodes,
		EngineTraffic traffic, ScheduledExecutorService timer, AtomicLong lastToken, AtomicLong lastCall) {

	/** Most outages are shorter. */
	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	private static final Logger logger = LoggerFactory.getLogger(RoomContext.class);

	/**
	 * Returns the settings of a publish call that is made now.
	 */
	PublishSettings publish() {
		return this.settings.publish().on(this.link.isSharded());
	}

	/**
	 * Returns the number of the next publish call, which is larger than all before. A
	 * room that is let go and wanted again counts its calls on: Redis still knows the
	 * last one.
	 */
	long nextCall() {
		return this.lastCall.incrementAndGet();
	}

	/**
	 * Returns a token that no other hold on a nick has.
	 */
	Token nextToken() {
		return new Token(this.node, this.lastToken.incrementAndGet());
	}

	static Unavailable unavailable(String room) {
		return new Unavailable("room '" + room + "' cannot be reached now", RETRY_AFTER);
	}

	/**
	 * Calls Redis.
	 * @param then hears the answer, or the failure; never on the calling thread before
	 * this returns
	 */
	<T> void run(ScriptCall<T> call, BiConsumer<@Nullable T, @Nullable Throwable> then) {
		handle(this.link.run(call), then);
	}

	/**
	 * Subscribes to a channel.
	 * @param then as with {@link #run}
	 */
	void subscribe(String channel, BiConsumer<@Nullable Object, @Nullable Throwable> then) {
		handle(this.link.subscribe(channel), then);
	}

	/**
	 * Has a stage fail with {@link EngineUnavailableException} only.
	 * @param what cannot be had if it fails
	 */
	<T> CompletionStage<T> guard(CompletionStage<T> stage, String what) {
		return stage.exceptionallyCompose((failure) -> {
			if (failure instanceof EngineUnavailableException
					|| failure.getCause() instanceof EngineUnavailableException) {
				return CompletableFuture.failedStage(failure);
			}
			lost(failure, "asking for " + what);
			return CompletableFuture.failedStage(
					new EngineUnavailableException(new Unavailable(what + " cannot be reached now", RETRY_AFTER)));
		});
	}

	// A call that fails at once would be answered while the caller holds its locks.
	private <T> void handle(CompletionStage<? extends T> answer, BiConsumer<@Nullable T, @Nullable Throwable> then) {
		Thread caller = Thread.currentThread();
		boolean[] returned = new boolean[1];
		answer.whenComplete((value, failure) -> {
			if (Thread.currentThread() == caller && !returned[0]) {
				this.timer.execute(() -> take(value, failure, then));
			}
			else {
				take(value, failure, then);
			}
		});
		returned[0] = true;
	}

	// What is thrown by what hears of a stage would be lost.
	private <T> void take(@Nullable T value, @Nullable Throwable failure,
			BiConsumer<@Nullable T, @Nullable Throwable> then) {
		this.hub.failures().contain("handling an answer of Redis", () -> then.accept(value, failure));
	}

	/**
	 * Counts that a call failed.
	 */
	void lost(@Nullable Throwable cause, String what) {
		this.traffic.add(Event.ERRORS);
		logger.debug("{} failed", what, cause);
	}

}
