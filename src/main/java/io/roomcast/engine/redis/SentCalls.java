package io.roomcast.engine.redis;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The calls of an open room that this node has sent, until it has what they published.
 * Guarded by its room.
 */
final class SentCalls {

	private final Occupancy occupancy;

	private final Map<Long, Call> byNonce = new HashMap<>(2);

	SentCalls(Occupancy occupancy) {
		this.occupancy = occupancy;
	}

	/**
	 * Notes a call that is sent, so that its entries are known again when they arrive.
	 */
	void add(Call call) {
		this.byNonce.put(call.nonce(), call);
	}

	/**
	 * Forgets a call whose batch is taken.
	 * @return null if the batch is not of this node
	 */
	@Nullable Call remove(long nonce) {
		Call call = this.byNonce.get(nonce);
		if (call != null) {
			forget(call);
		}
		return call;
	}

	/**
	 * Forgets a call that was not carried out.
	 */
	void forget(Call call) {
		this.byNonce.values().removeIf((sent) -> sent == call);
	}

	/**
	 * Forgets a call that was carried out, and was not taken but read with what came
	 * after it, or was lost in a rollback: the clients that it joined and that are not
	 * there have moved on, were removed, or have yet to join, and those that it removed
	 * and that are still there have yet to leave.
	 */
	void overtake(Call call) {
		forget(call);
		for (Queued entry : call.entries()) {
			if (entry instanceof QueuedJoin join) {
				this.occupancy.local().overtake(join);
			}
			else if (entry instanceof QueuedLeave leave) {
				this.occupancy.overtake(leave);
			}
		}
	}

	/**
	 * Does the same with several calls.
	 */
	void overtakeAll(Predicate<Call> which) {
		if (!this.byNonce.isEmpty()) {
			this.byNonce.values().stream().filter(which).distinct().toList().forEach(this::overtake);
		}
	}

}
