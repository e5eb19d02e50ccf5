package io.roomcast.fanout;

import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * Counts the memory of the renderings that one room's live entries keep. Any thread may
 * call.
 */
final class LiveMemory {

	private final AtomicLong bytes = new AtomicLong();

	private final Budgets budgets;

	LiveMemory(Budgets budgets) {
		this.budgets = budgets;
	}

	void keep(Rendering rendering) {
		rendering.keep(this.budgets);
		this.bytes.addAndGet(rendering.weight());
	}

	void letGo(@Nullable Rendering rendering) {
		if (rendering != null) {
			rendering.letGo(this.budgets);
			this.bytes.addAndGet(-rendering.weight());
		}
	}

	long bytes() {
		return this.bytes.get();
	}

}
