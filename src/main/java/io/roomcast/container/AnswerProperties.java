package io.roomcast.container;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * What answers to HTTP requests may cost.
 *
 * @param answerBudget how much memory all answers together may take that clients have yet
 * to read; null for a sixteenth of the heap, but no more than 32 MB
 */
@ConfigurationProperties("roomcast.http")
record AnswerProperties(@Nullable DataSize answerBudget) {

	private static final DataSize MIN = DataSize.ofMegabytes(1);

	private static final long DEFAULT = DataSize.ofMegabytes(32).toBytes();

	private static final int HEAP_PART = 16;

	AnswerProperties {
		if (answerBudget != null && answerBudget.compareTo(MIN) < 0) {
			throw new IllegalArgumentException(
					"roomcast.http.answer-budget is " + answerBudget + ", must be " + MIN.toMegabytes() + "MB or more");
		}
	}

	long budgetBytes() {
		return (this.answerBudget != null) ? this.answerBudget.toBytes()
				: Math.min(DEFAULT, Runtime.getRuntime().maxMemory() / HEAP_PART);
	}

}
