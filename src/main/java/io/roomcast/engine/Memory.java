package io.roomcast.engine;

import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * The budgets of memory: each may take so much of the heap that all together leave half
 * of it.
 */
final class Memory {

	private static final DataSize MOST = DataSize.ofMegabytes(64);

	private static final int HEAP_PART = 8;

	private Memory() {
	}

	/**
	 * What a budget is in bytes.
	 * @param given what was configured, or null for nothing
	 */
	static long budget(@Nullable DataSize given) {
		return (given != null) ? given.toBytes() : budget(Runtime.getRuntime().maxMemory());
	}

	/**
	 * What a budget is that was not configured.
	 */
	static long budget(long maxHeap) {
		return Math.min(MOST.toBytes(), maxHeap / HEAP_PART);
	}

	static void requireBudget(String key, @Nullable DataSize value) {
		if (value != null && value.isNegative()) {
			throw new IllegalArgumentException(key + " is " + value + ", must be at least 0B");
		}
	}

}
