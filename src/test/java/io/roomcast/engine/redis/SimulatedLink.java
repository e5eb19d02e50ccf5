package io.roomcast.engine.redis;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * A node's connections to a simulated Redis. A call is sent, carried out, and answered
 * only when a test says so, or fails between any two of these. Any thread may call.
 */
final class SimulatedLink implements RedisLink {

	private final SimulatedRedis redis;

	private @Nullable Listener listener;

	// Guarded by this. Lock order: the simulated Redis, then this.
	private final ArrayDeque<Request<?>> sent = new ArrayDeque<>();

	private final ArrayDeque<Request<?>> late = new ArrayDeque<>();

	private final ArrayDeque<Request<?>> carriedOut = new ArrayDeque<>();

	private final ArrayDeque<Runnable> answers = new ArrayDeque<>();

	private final ArrayDeque<Runnable> subscribing = new ArrayDeque<>();

	private final ArrayDeque<Runnable> heard = new ArrayDeque<>();

	private final Set<String> channels = new HashSet<>();

	private final List<CompletableFuture<Void>> unconfirmed = new ArrayList<>();

	private boolean connected = true;

	private boolean hearing = true;

	private boolean deaf;

	SimulatedLink(SimulatedRedis redis) {
		this.redis = redis;
	}

	@Override
	public void start(String nodeChannel, Listener listener) {
		this.listener = listener;
		this.redis.subscribe(nodeChannel, this);
		synchronized (this) {
			this.channels.add(nodeChannel);
		}
	}

	private Listener listener() {
		Listener started = this.listener;
		if (started == null) {
			throw new IllegalStateException("the link was not started");
		}
		return started;
	}

	@Override
	public synchronized boolean isConnected() {
		return this.connected;
	}

	@Override
	public synchronized boolean isUp() {
		return this.connected && this.hearing && !this.deaf;
	}

	@Override
	public String description() {
		return "simulated";
	}

	@Override
	public <T> CompletionStage<T> run(ScriptCall<T> call) {
		return send(() -> call.decoder().apply(this.redis.run(call)));
	}

	private <T> CompletionStage<T> send(Supplier<T> command) {
		Request<T> request = new Request<>(command);
		boolean accepted;
		synchronized (this) {
			accepted = this.connected;
			if (accepted) {
				this.sent.add(request);
			}
		}
		if (!accepted) {
			request.answer.completeExceptionally(new LinkDownException("Redis"));
		}
		return request.answer;
	}

	@Override
	public CompletionStage<Long> publish(String channel, byte[] message) {
		return send(() -> {
			this.redis.publish(channel, message);
			return 1L;
		});
	}

	@Override
	public CompletionStage<Void> subscribe(String channel) {
		CompletableFuture<Void> confirmed = new CompletableFuture<>();
		synchronized (this) {
			this.channels.add(channel);
			this.unconfirmed.add(confirmed);
			this.subscribing.add(() -> subscribe(channel, confirmed));
		}
		return confirmed;
	}

	private void subscribe(String channel, CompletableFuture<Void> confirmed) {
		this.redis.subscribe(channel, this);
		synchronized (this) {
			this.heard.add(() -> confirm(confirmed));
		}
	}

	@SuppressWarnings("CollectionUndefinedEquality") // the very same
	private void confirm(CompletableFuture<Void> confirmed) {
		synchronized (this) {
			this.unconfirmed.removeIf((waiting) -> waiting == confirmed);
		}
		confirmed.complete(null);
	}

	@Override
	public synchronized void unsubscribe(String channel) {
		this.channels.remove(channel);
		this.subscribing.add(() -> this.redis.unsubscribe(channel, this));
	}

	@Override
	public CompletionStage<Long> increment(String key, long by) {
		return send(() -> this.redis.increment(by));
	}

	@Override
	public CompletionStage<Void> set(String key, String value, Duration ttl, boolean ifMissing) {
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletionStage<Optional<String>> get(String key) {
		return send(() -> this.redis.session(key));
	}

	/**
	 * Gives a client's session to a node.
	 */
	CompletionStage<Void> claim(long client, String node) {
		return send(() -> {
			this.redis.claim(client, node);
			return null;
		});
	}

	@Override
	public CompletionStage<Void> expire(String key, Duration ttl) {
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public void close() {
		// There is nothing to close.
	}

	/**
	 * Takes what was published. Called under the lock of the simulated Redis.
	 */
	synchronized void hear(String channel, byte[] message) {
		if (this.hearing && !this.deaf) {
			this.heard.add(() -> listener().onMessage(channel, message));
		}
	}

	// What a test lets happen.

	/**
	 * Has Redis carry out the next call.
	 * @return false if there is none
	 */
	boolean carryOut() {
		Request<?> next;
		synchronized (this) {
			next = this.sent.poll();
			if (next != null) {
				this.carriedOut.add(next);
			}
		}
		if (next != null) {
			next.carryOut();
		}
		return next != null;
	}

	/**
	 * Has Redis refuse the next call.
	 */
	boolean refuse() {
		Request<?> next;
		synchronized (this) {
			next = this.sent.poll();
		}
		if (next != null) {
			next.answer.completeExceptionally(new IllegalStateException("LOADING"));
		}
		return next != null;
	}

	/**
	 * Lets the next answer arrive, or what happened to the connection.
	 */
	boolean answer() {
		Runnable event;
		Request<?> next;
		synchronized (this) {
			event = this.answers.poll();
			next = (event == null) ? this.carriedOut.poll() : null;
		}
		if (event != null) {
			event.run();
		}
		if (next != null) {
			next.arrive();
		}
		return event != null || next != null;
	}

	/**
	 * Lets the next message of a channel arrive, or a confirmation.
	 */
	boolean hear() {
		Runnable next;
		synchronized (this) {
			next = this.heard.poll();
		}
		if (next != null) {
			next.run();
		}
		return next != null;
	}

	/**
	 * Has Redis take the next subscription, or the end of one.
	 */
	boolean subscribeNext() {
		Runnable next;
		synchronized (this) {
			next = this.hearing ? this.subscribing.poll() : null;
		}
		if (next != null) {
			next.run();
		}
		return next != null;
	}

	/**
	 * Has Redis carry out a call of a connection that was lost.
	 */
	boolean carryOutLate() {
		Request<?> next;
		synchronized (this) {
			next = this.late.poll();
		}
		if (next != null) {
			next.carryOut();
		}
		return next != null;
	}

	/**
	 * Loses the connection for commands.
	 * @param isLate whether Redis carries out later what it has not yet; else never
	 */
	synchronized void disconnect(boolean isLate) {
		if (this.connected) {
			this.connected = false;
			List.of(this.carriedOut, this.sent)
				.forEach((lost) -> lost.forEach((request) -> this.answers
					.add(() -> request.answer.completeExceptionally(new LinkDownException("Redis")))));
			this.carriedOut.clear();
			if (isLate) {
				this.late.addAll(this.sent);
			}
			this.sent.clear();
		}
	}

	/**
	 * Loses all connections, as Redis goes back to an older state.
	 */
	void fork() {
		disconnect(false);
		stopHearing();
		synchronized (this) {
			this.late.clear();
		}
	}

	synchronized void reconnect() {
		if (!this.connected) {
			this.connected = true;
			this.answers.add(() -> listener().onConnected());
		}
	}

	/**
	 * Loses the connection for what is published.
	 */
	void stopHearing() {
		this.redis.unsubscribe(this);
		synchronized (this) {
			this.hearing = false;
			this.heard.clear();
		}
	}

	/**
	 * Lets nothing arrive from now on that is published, and tells nobody.
	 */
	synchronized void deafen() {
		this.deaf = true;
	}

	/**
	 * Makes the connection for what is published anew.
	 */
	void hearAgain() {
		List<String> wanted;
		synchronized (this) {
			if (this.hearing && !this.deaf) {
				return;
			}
			wanted = List.copyOf(this.channels);
		}
		stopHearing();
		synchronized (this) {
			this.hearing = true;
			this.deaf = false;
		}
		wanted.forEach((channel) -> this.redis.subscribe(channel, this));
		synchronized (this) {
			List.copyOf(this.unconfirmed).forEach((confirmed) -> this.heard.add(() -> confirm(confirmed)));
			this.heard.add(() -> listener().onSubscribed());
		}
	}

	/**
	 * A call.
	 *
	 * @param <T> what it is answered with
	 */
	private static final class Request<T> {

		private final Supplier<T> command;

		private final CompletableFuture<T> answer = new CompletableFuture<>();

		private volatile @Nullable Runnable arrival;

		private Request(Supplier<T> command) {
			this.command = command;
		}

		private void carryOut() {
			T value = this.command.get();
			this.arrival = () -> this.answer.complete(value);
		}

		private void arrive() {
			Runnable arrives = this.arrival;
			if (arrives == null) {
				throw new IllegalStateException("it was not carried out");
			}
			arrives.run();
		}

	}

}
