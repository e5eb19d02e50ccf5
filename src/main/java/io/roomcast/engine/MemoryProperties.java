package io.roomcast.engine;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * How much memory the service may take on this node, by what it is taken for. Together
 * the defaults leave more than half of the heap for everything else.
 *
 * @param historyBudget Memory of the histories of all rooms together. 64MB, or an eighth
 * of the heap if that is less, unless given.
 * @param liveBudget Memory of what all rooms together keep for slow clients. 64MB, or an
 * eighth of the heap if that is less, unless given.
 * @param clientBudget Memory of what is held for single clients, all together. 64MB, or
 * an eighth of the heap if that is less, unless given.
 * @param answerBudget Memory of all answers to HTTP requests that their clients have yet
 * to read. 32MB, or a sixteenth of the heap if that is less, unless given.
 */
@ConfigurationProperties("roomcast.memory")
public record MemoryProperties(@Nullable DataSize historyBudget, @Nullable DataSize liveBudget,
		@Nullable DataSize clientBudget, @Nullable DataSize answerBudget) {

	private static final DataSize MIN_ANSWERS = DataSize.ofMegabytes(1);

	private static final DataSize MAX_DEFAULT = DataSize.ofMegabytes(64);

	private static final DataSize MAX_ANSWERS_DEFAULT = DataSize.ofMegabytes(32);

	private static final int HEAP_PART = 8;

	private static final int ANSWERS_HEAP_PART = 16;

	public MemoryProperties {
		require("history-budget", historyBudget, DataSize.ofBytes(0));
		require("live-budget", liveBudget, DataSize.ofBytes(0));
		require("client-budget", clientBudget, DataSize.ofBytes(0));
		require("answer-budget", answerBudget, MIN_ANSWERS);
	}

	long historyBytes() {
		return bytes(this.historyBudget, MAX_DEFAULT, HEAP_PART);
	}

	long liveBytes() {
		return bytes(this.liveBudget, MAX_DEFAULT, HEAP_PART);
	}

	long clientBytes() {
		return bytes(this.clientBudget, MAX_DEFAULT, HEAP_PART);
	}

	/**
	 * Returns the budget of answers in bytes.
	 */
	public long answerBytes() {
		return bytes(this.answerBudget, MAX_ANSWERS_DEFAULT, ANSWERS_HEAP_PART);
	}

	private static long bytes(@Nullable DataSize given, DataSize maxDefault, int heapPart) {
		return (given != null) ? given.toBytes() : defaultBytes(Runtime.getRuntime().maxMemory(), maxDefault, heapPart);
	}

	/**
	 * Returns what a budget is that is not given.
	 */
	static long defaultBytes(long heap, DataSize maxDefault, int heapPart) {
		return Math.min(maxDefault.toBytes(), heap / heapPart);
	}

	private static void require(String key, @Nullable DataSize value, DataSize least) {
		if (value != null && value.compareTo(least) < 0) {
			throw new IllegalArgumentException(
					"roomcast.memory." + key + " is " + value + ", must be at least " + least.toMegabytes() + "MB");
		}
	}

}
