package io.roomcast.fuzz;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An input can be played again: it depends on nothing but its seed and its index.
 */
class FuzzInputTests {

	private static final int SOME = 2_000;

	private static final String RECEIVED = "\"session\":\"" + "s".repeat(32) + "\",\"cursor\":\"" + "c".repeat(32)
			+ "\"";

	@Test
	void inputIsTheSameForTheSameSeedAndIndex() {
		for (int index = 0; index < CutFuzz.COUNT + SOME; index++) {
			assertThat(shown(FuzzInput.of(7, index))).isEqualTo(shown(FuzzInput.of(7, index)));
		}
	}

	@Test
	void inputsDifferFromSeedToSeed() {
		List<String> shared = new ArrayList<>(all(1));
		shared.retainAll(all(2));

		assertThat(shared).hasSizeLessThan(SOME / 10);
	}

	@Test
	void planHasAsManyInputsAsAskedFor() {
		assertThat(count(FuzzPlan.fresh(5, 100_000))).isEqualTo(100_000);
	}

	@Test
	void planOfOneInputHasNoOther() {
		assertThat(FuzzPlan.again(5, "17", 100).ranges()).containsExactly(new FuzzPlan.Range(5, 17, 18));
		assertThat(FuzzPlan.again(5, "17-20", 100).ranges()).containsExactly(new FuzzPlan.Range(5, 17, 21));
	}

	private static int count(FuzzPlan plan) {
		return plan.ranges().stream().mapToInt((range) -> range.end() - range.start()).sum();
	}

	private static List<String> all(long seed) {
		List<String> all = new ArrayList<>();
		for (int index = CutFuzz.COUNT; index < CutFuzz.COUNT + SOME; index++) {
			all.add(shown(FuzzInput.of(seed, index)));
		}
		return all;
	}

	private static String shown(FuzzInput input) {
		StringBuilder shown = new StringBuilder(input.kind());
		for (Step step : input.steps()) {
			shown.append('\n')
				.append((step instanceof Step.Send send) ? Wire.text(send.bytes().apply(RECEIVED)) : step.toString());
		}
		return shown.toString();
	}

}
