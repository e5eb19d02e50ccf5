package io.roomcast.fanout;

import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * What the renderings of one room's live entries take. Any thread.
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
