package io.roomcast.engine.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that is made again whenever it is lost: as a new one each time, so that
 * nothing that was sent on the old one is ever sent again. What is under way on a
 * connection that is lost fails. All methods but {@link #current()} are called, and all
 * events come, on the link's thread.
 *
 * @param <C> what kind of connection it is
 */
final class KeptConnection<C extends StatefulConnection<String, byte[]>> {

	private static final Logger logger = LoggerFactory.getLogger(KeptConnection.class);

	private final String name;

	private final Supplier<CompletionStage<C>> opener;

	private final LinkThread thread;

	private final LinkTiming timing;

	private final Events<C> events;

	private volatile @Nullable C current;

	private boolean closed;

	KeptConnection(String name, Supplier<CompletionStage<C>> opener, LinkThread thread, LinkTiming timing,
			Events<C> events) {
		this.name = name;
		this.opener = opener;
		this.thread = thread;
		this.timing = timing;
		this.events = events;
	}

	/**
	 * Begins to connect.
	 */
	void open() {
		if (!this.closed) {
			this.opener.get().whenComplete((opened, failure) -> this.thread.execute(() -> opened(opened, failure)));
		}
	}

	/**
	 * Returns the connection, if there is one now.
	 */
	@Nullable C current() {
		return this.current;
	}

	/**
	 * Gives up the connection, if there is one, and makes another.
	 */
	void reset(String why) {
		C given = this.current;
		if (given != null) {
			logger.info("{} is made again: {}", this.name, why);
			lost(given);
		}
	}

	/**
	 * Ends the connection for good, and waits until it has ended.
	 */
	void close() {
		this.closed = true;
		C given = this.current;
		this.current = null;
		if (given != null) {
			given.close();
		}
	}

	private void opened(@Nullable C opened, @Nullable Throwable failure) {
		if (opened == null) {
			logger.debug("{} cannot be made", this.name, failure);
			retry();
			return;
		}
		if (this.closed) {
			end(opened);
			return;
		}
		opened.addListener(new Loss(opened));
		this.current = opened;
		this.events.opened(opened);
		if (!opened.isOpen()) {
			lost(opened);
		}
	}

	private void lost(C lost) {
		if (this.current == lost) {
			this.current = null;
			end(lost);
			this.events.lost(lost);
			retry();
		}
	}

	private void end(C ended) {
		CompletableFuture<Void> unused = ended.closeAsync();
	}

	private void retry() {
		this.thread.executeAfter(this.timing.retry(), this::open);
	}

	/**
	 * Hears what happens to a connection.
	 *
	 * @param <C> what kind of connection it is
	 */
	interface Events<C> {

		void opened(C connection);

		void lost(C connection);

	}

	/**
	 * Hears that one connection is lost.
	 */
	private final class Loss implements RedisConnectionStateListener {

		private final C connection;

		private Loss(C connection) {
			this.connection = connection;
		}

		@Override
		public void onRedisDisconnected(RedisChannelHandler<?, ?> channel) {
			KeptConnection.this.thread.execute(() -> lost(this.connection));
		}

	}

}
