package io.roomcast.fuzz;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Which inputs to play: those of a few fixed seeds, then all cuts and as many others as
 * are asked for of a fresh seed; or those that are to be played again. Immutable.
 */
record FuzzPlan(List<Range> ranges) {

	/** How many inputs to play. */
	static final String INPUTS = "fuzz.inputs";

	/** The only seed to play. */
	static final String SEED = "fuzz.seed";

	/** The only inputs of that seed to play, as {@code 17} or {@code 17-20}. */
	static final String ONLY = "fuzz.only";

	private static final List<Long> FIXED_SEEDS = List.of(1L, 2L, 3L);

	private static final int INPUTS_OF_FIXED_SEED = 250;

	private static final int FEW = 3_500;

	static FuzzPlan fromProperties() {
		int inputs = Integer.getInteger(INPUTS, FEW);
		Long seed = Long.getLong(SEED);
		return (seed != null) ? again(seed, System.getProperty(ONLY), inputs) : fresh(new Random().nextLong(), inputs);
	}

	/**
	 * Returns inputs of one seed.
	 * @param only an index, or the first and the last one; null for all
	 */
	static FuzzPlan again(long seed, @Nullable String only, int inputs) {
		if (only == null) {
			return new FuzzPlan(List.of(new Range(seed, 0, inputs)));
		}
		String[] ends = only.split("-", 2);
		return new FuzzPlan(
				List.of(new Range(seed, Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1)));
	}

	static FuzzPlan fresh(long seed, int inputs) {
		int end = Math.max(CutFuzz.COUNT, inputs - FIXED_SEEDS.size() * INPUTS_OF_FIXED_SEED);
		Stream<Range> fixed = FIXED_SEEDS.stream()
			.map((known) -> new Range(known, CutFuzz.COUNT, CutFuzz.COUNT + INPUTS_OF_FIXED_SEED));
		return new FuzzPlan(Stream.concat(fixed, Stream.of(new Range(seed, 0, end))).toList());
	}

	/**
	 * Returns how to play the inputs again.
	 */
	@Override
	public String toString() {
		return this.ranges.stream().map(Range::toString).collect(Collectors.joining(", then ", "inputs of ", ""));
	}

	/**
	 * Some inputs of a seed.
	 *
	 * @param end exclusive
	 */
	record Range(long seed, int start, int end) {

		@Override
		public String toString() {
			return "-D" + SEED + "=" + this.seed + " -D" + ONLY + "=" + this.start + "-" + (this.end - 1);
		}

	}

}
