package io.roomcast.fanout;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EntryRingTests {

	@Test
	void entriesKeepTheirSequenceWhileTheRingGrowsAndShrinks() {
		long seed = new Random().nextLong();
		Random random = new Random(seed);
		EntryRing ring = new EntryRing(7);
		for (int round = 0; round < 2_000; round++) {
			for (int i = random.nextInt(20); i > 0; i--) {
				ring.add(entry(ring.head()));
			}
			for (int i = random.nextInt(ring.size() + 1); i > 0; i--) {
				assertThat(ring.removeFirst().sequence).as("seed %d", seed).isEqualTo(ring.first() - 1);
			}
			for (long number = ring.first(); number < ring.head(); number++) {
				assertThat(ring.get(number).sequence).as("seed %d", seed).isEqualTo(number);
			}
		}
	}

	@Test
	void missingEntryIsReportedWithItsNumberAndTheRange() {
		EntryRing ring = new EntryRing(0);
		for (int i = 0; i < 20; i++) {
			ring.add(entry(i));
		}
		for (int i = 0; i < 15; i++) {
			ring.removeFirst();
		}

		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> ring.get(14))
			.withMessage("number 14 is not in 15 to 19");
	}

	private static Entry entry(long sequence) {
		return new Entry(Entry.Kind.MESSAGE, sequence, new Position(1, sequence, 0), 1, TestContent.of("x"), 0);
	}

}
