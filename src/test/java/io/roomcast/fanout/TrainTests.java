package io.roomcast.fanout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import io.roomcast.fanout.Train.Stop;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TrainTests {

	private static final int MAX_BYTES = 20;

	private final Train train = new Train(MAX_BYTES);

	@Test
	void entriesLieOneBehindTheOther() {
		add("one", "two", "three");

		assertThat(wire()).isEqualTo("onetwothree");
		assertThat(this.train.entries()).isEqualTo(3);
	}

	@Test
	void entryThatDoesNotFitIsNotTaken() {
		add("0123456789", "0123456789");

		assertThat(this.train.add(rendering("x"))).isFalse();
		assertThat(this.train.entries()).isEqualTo(2);
	}

	@Test
	void entryThatIsTooLargeGoesAloneAsItIs() {
		String large = "x".repeat(MAX_BYTES + 1);

		add(large);

		assertThat(this.train.add(rendering("x"))).isFalse();
		assertThat(this.train.wire().hasArray()).isTrue();
		assertThat(wire()).isEqualTo(large);
	}

	@Test
	void entryThatIsTooLargeWaitsForATrainOfItsOwn() {
		add("first");

		assertThat(this.train.add(rendering("x".repeat(MAX_BYTES + 1)))).isFalse();
		assertThat(wire()).isEqualTo("first");
	}

	@Test
	void clearedTrainHoldsNothingOfTheLastWrite() {
		add("x".repeat(MAX_BYTES + 1));

		this.train.clear();
		add("next");

		assertThat(wire()).isEqualTo("next");
	}

	@Test
	void stopIsInTheEntryThatTheSocketTookInPart() {
		this.train.addAside(rendering("aside"));
		add("one", "", "two", "", "three");

		Stop stop = this.train.stop("asideonetw".length());

		assertThat(stop.asides()).isOne();
		assertThat(stop.entries()).isEqualTo(3);
		assertThat(stop.deliveries()).isEqualTo(2);
		assertThat(text(stop.rest())).isEqualTo("o");
		assertThat(stop.source().frames()).isSameAs(stop.rest().array());
	}

	@Test
	void stopAtABorderIsBeforeTheNextEntryWithBytes() {
		add("one", "", "two");

		Stop stop = this.train.stop("one".length());

		assertThat(stop.entries()).isEqualTo(3);
		assertThat(text(stop.rest())).isEqualTo("two");
	}

	@Test
	void stopInAnAsideWritesNoEntry() {
		this.train.addAside(rendering("first"));
		this.train.addAside(rendering("second"));
		add("entry");

		Stop stop = this.train.stop("fir".length());

		assertThat(stop.asides()).isOne();
		assertThat(stop.entries()).isZero();
		assertThat(text(stop.rest())).isEqualTo("st");
	}

	@Test
	void stretchesOfAnotherTrainEqualItsEntriesOneByOne() {
		long seed = new Random().nextLong();
		Random random = new Random(seed);
		for (int round = 0; round < 5_000; round++) {
			List<Rendering> entries = IntStream.range(0, random.nextInt(12))
				.mapToObj((i) -> rendering("abcdefghijklmnop".substring(0, random.nextInt(16))))
				.toList();
			Train shared = new Train(200);
			entries.forEach(shared::add);
			int first = random.nextInt(entries.size() + 1);
			int end = first + random.nextInt(entries.size() - first + 1);
			Rendering aside = rendering("-".repeat(random.nextInt(4)));
			Train single = new Train(MAX_BYTES);
			Train stretch = new Train(MAX_BYTES);
			single.addAside(aside);
			stretch.addAside(aside);

			int added = stretch.addAll(shared, first, end);
			int expected = 0;
			while (first + expected < end && single.add(entries.get(first + expected))) {
				expected++;
			}

			assertThat(added).as("seed %d", seed).isEqualTo(expected);
			assertSame(seed, stretch, single, random);
		}
	}

	private static void assertSame(long seed, Train actual, Train expected, Random random) {
		assertThat(text(actual.wire())).as("seed %d", seed).isEqualTo(text(expected.wire()));
		assertThat(actual.deliveries()).as("seed %d", seed).isEqualTo(expected.deliveries());
		if (!expected.isEmpty()) {
			int taken = random.nextInt(expected.wire().remaining());
			assertThat(actual.stop(taken)).as("seed %d", seed).isEqualTo(expected.stop(taken));
		}
	}

	private void add(String... texts) {
		for (String text : texts) {
			assertThat(this.train.add(rendering(text))).isTrue();
		}
	}

	private String wire() {
		return text(this.train.wire());
	}

	private static String text(ByteBuffer bytes) {
		return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
	}

	private static Rendering rendering(String text) {
		return new Rendering(text.getBytes(StandardCharsets.UTF_8));
	}

}
