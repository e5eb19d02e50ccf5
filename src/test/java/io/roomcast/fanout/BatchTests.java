package io.roomcast.fanout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import io.roomcast.fanout.Batch.PartialWrite;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BatchTests {

	private static final int MAX_BYTES = 20;

	private final Batch batch = new Batch(MAX_BYTES);

	@Test
	void entriesAreWrittenOneAfterTheOther() {
		add("one", "two", "three");

		assertThat(wire()).isEqualTo("onetwothree");
		assertThat(this.batch.entries()).isEqualTo(3);
	}

	@Test
	void entryThatDoesNotFitIsNotAdded() {
		add("0123456789", "0123456789");

		assertThat(this.batch.add(rendering("x"))).isFalse();
		assertThat(this.batch.entries()).isEqualTo(2);
	}

	@Test
	void oversizedEntryIsWrittenAloneWithoutACopy() {
		String large = "x".repeat(MAX_BYTES + 1);

		add(large);

		assertThat(this.batch.add(rendering("x"))).isFalse();
		assertThat(this.batch.bytes().hasArray()).isTrue();
		assertThat(wire()).isEqualTo(large);
	}

	@Test
	void oversizedEntryIsNotAddedToOtherEntries() {
		add("first");

		assertThat(this.batch.add(rendering("x".repeat(MAX_BYTES + 1)))).isFalse();
		assertThat(wire()).isEqualTo("first");
	}

	@Test
	void clearedBatchHoldsNothingOfTheLastWrite() {
		add("x".repeat(MAX_BYTES + 1));

		this.batch.clear();
		add("next");

		assertThat(wire()).isEqualTo("next");
	}

	@Test
	void partialWriteEndsInTheEntryThatTheSocketTookInPart() {
		this.batch.addOutboxFrame(rendering("outbox"));
		add("one", "", "two", "", "three");

		PartialWrite partial = this.batch.partialWrite("outboxonetw".length());

		assertThat(partial.outboxFrames()).isOne();
		assertThat(partial.entries()).isEqualTo(3);
		assertThat(partial.deliveries()).isEqualTo(2);
		assertThat(text(partial.rest())).isEqualTo("o");
		assertThat(partial.source().frames()).isSameAs(partial.rest().array());
	}

	@Test
	void partialWriteBetweenEntriesEndsInTheNextEntryWithBytes() {
		add("one", "", "two");

		PartialWrite partial = this.batch.partialWrite("one".length());

		assertThat(partial.entries()).isEqualTo(3);
		assertThat(text(partial.rest())).isEqualTo("two");
	}

	@Test
	void partialWriteWithinAnOutboxFrameHoldsNoEntry() {
		this.batch.addOutboxFrame(rendering("first"));
		this.batch.addOutboxFrame(rendering("second"));
		add("entry");

		PartialWrite partial = this.batch.partialWrite("fir".length());

		assertThat(partial.outboxFrames()).isOne();
		assertThat(partial.entries()).isZero();
		assertThat(text(partial.rest())).isEqualTo("st");
	}

	@Test
	void addingARangeOfABatchEqualsAddingItsEntries() {
		long seed = new Random().nextLong();
		Random random = new Random(seed);
		for (int round = 0; round < 5_000; round++) {
			List<Rendering> entries = IntStream.range(0, random.nextInt(12))
				.mapToObj((i) -> rendering("abcdefghijklmnop".substring(0, random.nextInt(16))))
				.toList();
			Batch shared = new Batch(200);
			entries.forEach(shared::add);
			int first = random.nextInt(entries.size() + 1);
			int end = first + random.nextInt(entries.size() - first + 1);
			Rendering outboxFrame = rendering("-".repeat(random.nextInt(4)));
			Batch single = new Batch(MAX_BYTES);
			Batch stretch = new Batch(MAX_BYTES);
			single.addOutboxFrame(outboxFrame);
			stretch.addOutboxFrame(outboxFrame);

			int added = stretch.addAll(shared, first, end);
			int expected = 0;
			while (first + expected < end && single.add(entries.get(first + expected))) {
				expected++;
			}

			assertThat(added).as("seed %d", seed).isEqualTo(expected);
			assertSame(seed, stretch, single, random);
		}
	}

	private static void assertSame(long seed, Batch actual, Batch expected, Random random) {
		assertThat(text(actual.bytes())).as("seed %d", seed).isEqualTo(text(expected.bytes()));
		assertThat(actual.deliveries()).as("seed %d", seed).isEqualTo(expected.deliveries());
		if (!expected.isEmpty()) {
			int takenBytes = random.nextInt(expected.bytes().remaining());
			assertThat(actual.partialWrite(takenBytes)).as("seed %d", seed)
				.isEqualTo(expected.partialWrite(takenBytes));
		}
	}

	private void add(String... texts) {
		for (String text : texts) {
			assertThat(this.batch.add(rendering(text))).isTrue();
		}
	}

	private String wire() {
		return text(this.batch.bytes());
	}

	private static String text(ByteBuffer bytes) {
		return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
	}

	private static Rendering rendering(String text) {
		return new Rendering(text.getBytes(StandardCharsets.UTF_8));
	}

}
