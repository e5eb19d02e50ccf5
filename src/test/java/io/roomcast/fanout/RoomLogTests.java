package io.roomcast.fanout;

import java.time.Duration;

import io.roomcast.fanout.Entry.Kind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RoomLogTests {

	private static final Line LINE = Line.of("0123456789");

	private static final Limits SMALL = Limits.defaults()
		.withLog(5, 1_000)
		.withHistory(3, 1_000, Duration.ofSeconds(1), 1_000_000);

	private final Budget budget = new Budget(1 << 20, () -> {
	});

	@Test
	void entriesAreNumberedWithoutGap() {
		RoomLog log = new RoomLog(SMALL, this.budget, 1);

		append(log, 3);

		assertThat(log.first()).isZero();
		assertThat(log.head()).isEqualTo(3);
		assertThat(log.get(2).sequence).isEqualTo(2);
	}

	@Test
	void noticeStandsAtTheOffsetOfTheMessageBefore() {
		RoomLog log = new RoomLog(SMALL, this.budget, 1);

		long first = log.append(Kind.MESSAGE, 1, LINE, 0).mark.offset();
		long notice = log.append(Kind.NOTICE, 1, LINE, 0).mark.offset();
		long second = log.append(Kind.MESSAGE, 1, LINE, 0).mark.offset();

		assertThat(first).isOne();
		assertThat(notice).isOne();
		assertThat(second).isEqualTo(2);
	}

	@Test
	void keepsLiveEntriesWithinItsBoundsWhileSomebodyIsBehind() {
		RoomLog log = new RoomLog(SMALL, this.budget, 1);
		append(log, 20);

		log.trimLive(20, true);

		assertThat(log.first()).isEqualTo(15);
	}

	@Test
	void keepsNoLiveEntryWhenNobodyIsBehind() {
		RoomLog log = new RoomLog(SMALL, this.budget, 1);
		append(log, 20);

		log.trimLive(20, false);

		assertThat(log.first()).isEqualTo(20);
	}

	@Test
	void boundsLiveEntriesInBytesToo() {
		RoomLog log = new RoomLog(SMALL.withLog(100, 35), this.budget, 1);
		append(log, 20);

		log.trimLive(20, true);

		assertThat(log.first()).isEqualTo(17);
	}

	@Test
	void neverForgetsWhatIsNotPassedOn() {
		RoomLog log = new RoomLog(SMALL, this.budget, 1);
		append(log, 20);

		log.trimLive(2, false);

		assertThat(log.first()).isEqualTo(2);
	}

	@Test
	void keepsTheLastMessagesAsHistory() {
		RoomLog log = new RoomLog(SMALL, this.budget, 1);
		append(log, 20);

		assertThat(log.historySize()).isEqualTo(3);
	}

	@Test
	void noticesPushNoHistoryOut() {
		RoomLog log = new RoomLog(SMALL, this.budget, 1);
		append(log, 2);

		for (int i = 0; i < 100; i++) {
			log.append(Kind.NOTICE, 1, LINE, 0);
		}

		assertThat(log.historySize()).isEqualTo(2);
	}

	@Test
	void boundsHistoryInBytesToo() {
		RoomLog log = new RoomLog(SMALL.withHistory(100, 25, Duration.ofSeconds(1), 1_000_000), this.budget, 1);

		append(log, 20);

		assertThat(log.historySize()).isEqualTo(2);
	}

	@Test
	void forgetsHistoryThatIsTooOld() {
		RoomLog log = new RoomLog(SMALL, this.budget, 1);
		log.append(Kind.MESSAGE, 1, LINE, 1_000);
		log.append(Kind.MESSAGE, 1, LINE, 1_500);

		log.trimHistory(2_001);

		assertThat(log.historySize()).isOne();
	}

	@Test
	void weighsAnEntryOnceAndNothingWhenItIsForgotten() {
		RoomLog log = new RoomLog(SMALL, this.budget, 1);
		int weight = log.append(Kind.MESSAGE, 1, LINE, 0).weight();

		assertThat(this.budget.used()).isEqualTo(weight);
		log.trimLive(1, false);
		assertThat(this.budget.used()).isEqualTo(weight);
		log.clearHistory();
		assertThat(this.budget.used()).isZero();
	}

	private static void append(RoomLog log, int entries) {
		for (int i = 0; i < entries; i++) {
			log.append(Kind.MESSAGE, 1, LINE, 0);
		}
	}

}
