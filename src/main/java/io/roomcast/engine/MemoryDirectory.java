package io.roomcast.engine;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * The directory of a single node: no other one has any sessions.
 */
final class MemoryDirectory implements SessionDirectory {

	private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

	private static final CompletionStage<Optional<SessionRecord>> NOTHING = CompletableFuture
		.completedStage(Optional.empty());

	private final AtomicLong lastClient = new AtomicLong();

	@Override
	public long nextClient() {
		return this.lastClient.incrementAndGet();
	}

	@Override
	public CompletionStage<Void> register(SessionRecord session) {
		return DONE;
	}

	@Override
	public CompletionStage<Optional<SessionRecord>> takeOver(long client, String secretHash) {
		return NOTHING;
	}

	@Override
	public void forget(long client) {
	}

	@Override
	public void onTakenOver(LongConsumer listener) {
	}

}
