package io.roomcast.engine;

import io.roomcast.harness.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MemoryPropertiesTests {

	private static final DataSize MOST = DataSize.ofMegabytes(64);

	@Test
	void defaultBudgetIsAFractionOfASmallHeap() {
		assertThat(defaultBytes(DataSize.ofMegabytes(256))).isEqualTo(DataSize.ofMegabytes(32).toBytes());
	}

	@Test
	void defaultBudgetIsBoundedOnALargeHeap() {
		assertThat(defaultBytes(DataSize.ofGigabytes(4))).isEqualTo(MOST.toBytes());
	}

	@Test
	void configuredBudgetIsUsedUnchanged() {
		MemoryProperties given = Settings.bind(MemoryProperties.class, "history-budget=1TB");

		assertThat(given.historyBytes()).isEqualTo(DataSize.ofTerabytes(1).toBytes());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			history-budget | -1B   | roomcast.memory.history-budget is -1B, must be at least 0MB
			live-budget    | -1B   | roomcast.memory.live-budget is -1B, must be at least 0MB
			client-budget  | -1B   | roomcast.memory.client-budget is -1B, must be at least 0MB
			answer-budget  | 512KB | roomcast.memory.answer-budget is 524288B, must be at least 1MB
			""")
	void budgetBelowItsBoundIsRefused(String key, String value, String message) {
		assertThatThrownBy(() -> Settings.bind(MemoryProperties.class, key + "=" + value)).rootCause()
			.hasMessage(message);
	}

	private static long defaultBytes(DataSize heap) {
		return MemoryProperties.defaultBytes(heap.toBytes(), MOST, 8);
	}

}
