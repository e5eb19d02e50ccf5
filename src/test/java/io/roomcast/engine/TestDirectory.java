package io.roomcast.engine;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * The directory of the sessions of two nodes: this one, and one that only a test knows.
 * Any thread may call.
 */
public final class TestDirectory implements SessionDirectory {

	private final AtomicLong lastClient = new AtomicLong();

	private final Map<Long, SessionRecord> here = new ConcurrentHashMap<>();

	private final Map<Long, SessionRecord> elsewhere = new ConcurrentHashMap<>();

	private volatile LongConsumer listener = (client) -> {
	};

	@Override
	public long nextClient() {
		return this.lastClient.incrementAndGet();
	}

	@Override
	public CompletionStage<Void> register(SessionRecord session) {
		add(session);
		return CompletableFuture.completedFuture(null);
	}

	private void add(SessionRecord session) {
		this.here.put(session.client(), session);
	}

	/**
	 * Adds a session of the other node.
	 */
	public void addElsewhere(SessionRecord session) {
		this.elsewhere.put(session.client(), session);
	}

	/**
	 * Has the other node take a session over.
	 */
	public void loseToOther(long client) {
		SessionRecord lost = this.here.remove(client);
		if (lost != null) {
			this.elsewhere.put(client, lost);
			this.listener.accept(client);
		}
	}

	/**
	 * Returns whether this node has a session.
	 */
	public boolean isHere(long client) {
		return this.here.containsKey(client);
	}

	@Override
	public CompletionStage<Optional<SessionRecord>> takeOver(long client, String secretHash) {
		SessionRecord found = this.elsewhere.get(client);
		if (found != null && found.secretHash().equals(secretHash) && this.elsewhere.remove(client, found)) {
			this.here.put(client, found);
		}
		return CompletableFuture.completedFuture(
				Optional.ofNullable(this.here.get(client)).filter((own) -> own.secretHash().equals(secretHash)));
	}

	@Override
	public void forget(long client) {
		this.here.remove(client);
	}

	@Override
	public void onTakenOver(LongConsumer listener) {
		this.listener = listener;
	}

	/**
	 * Returns a view of it that answers later.
	 */
	SessionDirectory late(Executor executor) {
		TestDirectory directory = this;
		return new SessionDirectory() {

			@Override
			public long nextClient() {
				return directory.nextClient();
			}

			@Override
			public CompletionStage<Void> register(SessionRecord session) {
				return CompletableFuture.runAsync(() -> directory.add(session), executor);
			}

			@Override
			public CompletionStage<Optional<SessionRecord>> takeOver(long client, String secretHash) {
				return directory.takeOver(client, secretHash).thenApplyAsync((found) -> found, executor);
			}

			@Override
			public void forget(long client) {
				directory.forget(client);
			}

			@Override
			public void onTakenOver(LongConsumer listener) {
				directory.onTakenOver(listener);
			}

		};
	}

}
