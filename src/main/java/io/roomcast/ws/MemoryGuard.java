package io.roomcast.ws;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

import io.roomcast.chat.Chat;
import io.roomcast.fanout.Budget;
import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Failures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Ends the clients that cost most memory when what is held for single clients exceeds its
 * budget: messages that came in part, and answers and parts of writes that they do not
 * read.
 */
@Component
final class MemoryGuard {

	private static final long LOG_PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

	private static final Logger logger = LoggerFactory.getLogger(MemoryGuard.class);

	private final OpenConnections connections;

	private final Budget budget;

	private final Failures failures;

	private final AtomicBoolean relieving = new AtomicBoolean();

	// Since the last line in the log. Touched by the executor's one thread.
	private int ended;

	private long freed;

	private long loggedNanos = System.nanoTime() - LOG_PERIOD_NANOS;

	MemoryGuard(OpenConnections connections, Chat chat) {
		this.connections = connections;
		this.budget = chat.clientBudget();
		this.failures = chat.failures();
	}

	/**
	 * Begins to watch.
	 * @param executor ends the clients, on one thread
	 */
	void start(Executor executor) {
		this.budget.onOver(() -> {
			if (this.relieving.compareAndSet(false, true)) {
				executor.execute(this::relieve);
			}
		});
	}

	/**
	 * Ends the clients that cost most, as many as necessary. What they held is released a
	 * little later, so it is subtracted here instead of read from the budget; likewise
	 * what clients still hold that were ended before.
	 */
	void relieve() {
		this.relieving.set(false);
		long excess = this.budget.excess() - heldByEnded();
		if (excess <= 0) {
			return;
		}
		long freed = 0;
		for (Cost cost : costliestFirst()) {
			if (freed >= excess) {
				break;
			}
			freed += cost.bytes();
			this.ended++;
			end(cost);
		}
		this.freed += freed;
		log();
	}

	/**
	 * Logs at most once a second, as there can be many such clients.
	 */
	private void log() {
		long now = System.nanoTime();
		if (now - this.loggedNanos > LOG_PERIOD_NANOS) {
			logger.info("memory was short: {} clients were closed that held {} bytes, more than the others", this.ended,
					this.freed);
			this.loggedNanos = now;
			this.ended = 0;
			this.freed = 0;
		}
	}

	private long heldByEnded() {
		LongAdder bytes = new LongAdder();
		this.connections.forEach((client) -> bytes.add(client.isOpen() ? 0 : client.heldBytes()));
		return bytes.sum();
	}

	private List<Cost> costliestFirst() {
		List<Cost> costs = new ArrayList<>();
		this.connections.forEach((client) -> costs.add(new Cost(client, client.heldBytes())));
		costs.removeIf((cost) -> cost.bytes() <= 0 || !cost.client().isOpen());
		costs.sort(Comparator.comparingLong(Cost::bytes).reversed());
		return costs;
	}

	private void end(Cost cost) {
		try {
			logger.debug("{} held {} bytes: closed", cost.client(), cost.bytes());
			cost.client().expel(Disconnect.memoryShort(cost.bytes()));
		}
		catch (RuntimeException ex) {
			this.failures.add("ending " + cost.client(), ex);
		}
	}

	/**
	 * What a client costs at one moment: clients cannot be sorted by what changes
	 * meanwhile.
	 */
	private record Cost(ClientConnection client, long bytes) {
	}

}
