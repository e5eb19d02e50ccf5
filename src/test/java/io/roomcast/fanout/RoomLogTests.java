package io.roomcast.fanout;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RoomLogTests {

	private static final int ENTRY_WEIGHT = new Entry(0, 1, Line.of("0123456789")).weight();

	@Test
	void entriesAreNumberedWithoutGap() {
		RoomLog log = new RoomLog(100, 1_000_000);

		append(log, 3);

		assertThat(log.first()).isZero();
		assertThat(log.head()).isEqualTo(3);
		assertThat(log.get(2).sequence).isEqualTo(2);
	}

	@Test
	void growsWithoutLosingItsPlace() {
		RoomLog log = new RoomLog(5, 1_000_000);
		append(log, 9);
		log.trim(9);

		append(log, 100);

		for (long sequence = log.first(); sequence < log.head(); sequence++) {
			assertThat(log.get(sequence).sequence).isEqualTo(sequence);
		}
		assertThat(log.first()).isEqualTo(4);
	}

	@Test
	void forgetsTheOldestOverItsEntries() {
		RoomLog log = new RoomLog(5, 1_000_000);
		append(log, 20);

		log.trim(20);

		assertThat(log.first()).isEqualTo(15);
		assertThat(log.bytes()).isEqualTo(5L * ENTRY_WEIGHT);
	}

	@Test
	void forgetsTheOldestOverItsBytes() {
		RoomLog log = new RoomLog(100, 3L * ENTRY_WEIGHT);
		append(log, 20);

		log.trim(20);

		assertThat(log.first()).isEqualTo(17);
	}

	@Test
	void neverForgetsWhatIsNotPassedOn() {
		RoomLog log = new RoomLog(5, 1_000_000);
		append(log, 20);

		log.trim(2);

		assertThat(log.first()).isEqualTo(2);
	}

	@Test
	void askingForWhatIsForgottenNamesTheSequenceAndTheRange() {
		RoomLog log = new RoomLog(5, 1_000_000);
		append(log, 20);
		log.trim(20);

		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> log.get(14))
			.withMessage("sequence 14 is not in 15 to 19");
	}

	private static void append(RoomLog log, int entries) {
		for (int i = 0; i < entries; i++) {
			log.append(1, Line.of("0123456789"));
		}
	}

}
