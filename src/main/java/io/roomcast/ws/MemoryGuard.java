package io.roomcast.ws;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import io.roomcast.chat.Chat;
import io.roomcast.fanout.Budget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;

/**
 * Ends the clients that cost most memory when what is held for single clients is over its
 * budget: messages that came in part, answers and rests of writes that they do not read.
 */
@Component
final class MemoryGuard {

	private static final Logger logger = LoggerFactory.getLogger(MemoryGuard.class);

	private final OpenSessions sessions;

	private final Budget budget;

	private final AtomicBoolean relieving = new AtomicBoolean();

	MemoryGuard(OpenSessions sessions, Chat chat) {
		this.sessions = sessions;
		this.budget = chat.clientBudget();
	}

	/**
	 * Begins to watch.
	 * @param executor ends the clients
	 */
	void start(Executor executor) {
		this.budget.onOver(() -> {
			if (this.relieving.compareAndSet(false, true)) {
				executor.execute(this::relieve);
			}
		});
	}

	/**
	 * Ends the costliest clients, as many as need be. What they held is given back a
	 * little later, so it is reckoned here instead of read off the budget.
	 */
	void relieve() {
		this.relieving.set(false);
		long excess = this.budget.excess();
		if (excess <= 0) {
			return;
		}
		for (Cost cost : costliestFirst()) {
			if (excess <= 0) {
				return;
			}
			excess -= cost.bytes();
			end(cost);
		}
	}

	private List<Cost> costliestFirst() {
		List<Cost> costs = new ArrayList<>();
		this.sessions.forEach((session) -> costs.add(new Cost(session, session.heldBytes())));
		costs.removeIf((cost) -> cost.bytes() <= 0 || !cost.session().isOpen());
		costs.sort(Comparator.comparingLong(Cost::bytes).reversed());
		return costs;
	}

	private static void end(Cost cost) {
		try {
			logger.info(
					"client {} held {} bytes of memory, more than others, and all clients more than they may: closed",
					cost.session().getId(), cost.bytes());
			cost.session()
				.expel(CloseStatus.SERVICE_OVERLOAD.withReason("memory is short, and this client held " + cost.bytes()
						+ " bytes of it: messages sent in part, or answers not read"));
		}
		catch (RuntimeException ex) {
			logger.error("ending client {} failed", cost.session().getId(), ex);
		}
	}

	/**
	 * What a client costs, at the time of the look: sorting by what changes meanwhile
	 * would fail.
	 */
	private record Cost(ChatSession session, long bytes) {
	}

}
