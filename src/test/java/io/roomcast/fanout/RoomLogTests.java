package io.roomcast.fanout;

import java.time.Duration;
import java.util.List;

import io.roomcast.fanout.Entry.Kind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RoomLogTests {

	private static final TestContent LINE = TestContent.of("0123456789");

	private static final Limits SMALL = Limits.defaults()
		.withLog(5, 100_000)
		.withHistory(3, 1_000, Duration.ofSeconds(1));

	private static final long WEIGHT = entry().weight();

	private final Budgets budgets = Budgets.of(Limits.defaults());

	@Test
	void entriesAreNumberedWithoutGap() {
		RoomLog log = new RoomLog(SMALL, this.budgets, 1);

		append(log, 3);

		assertThat(log.first()).isZero();
		assertThat(log.head()).isEqualTo(3);
		assertThat(log.get(2).sequence).isEqualTo(2);
	}

	@Test
	void noticeHasTheOffsetOfTheMessageBefore() {
		RoomLog log = new RoomLog(SMALL, this.budgets, 1);

		long first = log.append(Kind.MESSAGE, 1, LINE, 0).position.offset();
		long notice = log.append(Kind.NOTICE, 1, LINE, 0).position.offset();
		long second = log.append(Kind.MESSAGE, 1, LINE, 0).position.offset();

		assertThat(first).isOne();
		assertThat(notice).isOne();
		assertThat(second).isEqualTo(2);
	}

	@Test
	void keepsLiveEntriesWithinItsBoundsWhileASubscriberLags() {
		RoomLog log = new RoomLog(SMALL, this.budgets, 1);
		append(log, 20);

		log.trimLive(20, true);

		assertThat(log.first()).isEqualTo(15);
	}

	@Test
	void keepsNoLiveEntryWhenNoSubscriberLags() {
		RoomLog log = new RoomLog(SMALL, this.budgets, 1);
		append(log, 20);

		log.trimLive(20, false);

		assertThat(log.first()).isEqualTo(20);
	}

	@Test
	void boundsLiveEntriesInBytesToo() {
		RoomLog log = new RoomLog(SMALL.withLog(100, (int) (3 * WEIGHT)), this.budgets, 1);
		append(log, 20);

		log.trimLive(20, true);

		assertThat(log.first()).isEqualTo(17);
	}

	@Test
	void neverDropsUndeliveredEntries() {
		RoomLog log = new RoomLog(SMALL, this.budgets, 1);
		append(log, 20);

		log.trimLive(2, false);

		assertThat(log.first()).isEqualTo(2);
	}

	@Test
	void keepsTheLastMessagesAsHistory() {
		RoomLog log = new RoomLog(SMALL, this.budgets, 1);
		append(log, 20);

		assertThat(log.historySize()).isEqualTo(3);
	}

	@Test
	void noticesDisplaceNoHistory() {
		RoomLog log = new RoomLog(SMALL, this.budgets, 1);
		append(log, 2);

		for (int i = 0; i < 100; i++) {
			log.append(Kind.NOTICE, 1, LINE, 0);
		}

		assertThat(log.historySize()).isEqualTo(2);
	}

	@Test
	void boundsHistoryInBytesToo() {
		RoomLog log = new RoomLog(SMALL.withHistory(100, 25, Duration.ofSeconds(1)), this.budgets, 1);

		append(log, 20);

		assertThat(log.historySize()).isEqualTo(2);
	}

	@Test
	void dropsExpiredHistory() {
		RoomLog log = new RoomLog(SMALL, this.budgets, 1);
		log.append(Kind.MESSAGE, 1, LINE, 1_000);
		log.append(Kind.MESSAGE, 1, LINE, 1_500);

		log.trimHistory(2_001);

		assertThat(log.historySize()).isOne();
	}

	@Test
	void messageInBothViewsIsChargedToTheHistoryBudget() {
		RoomLog log = new RoomLog(SMALL, this.budgets, 1);

		log.append(Kind.MESSAGE, 1, LINE, 0);
		assertThat(used()).containsExactly(WEIGHT, 0L);

		log.trimLive(1, false);
		assertThat(used()).containsExactly(WEIGHT, 0L);

		log.dropHistory();
		assertThat(used()).containsExactly(0L, 0L);
	}

	@Test
	void messageDroppedFromHistoryIsChargedToTheLiveBudget() {
		RoomLog log = new RoomLog(SMALL, this.budgets, 1);
		log.append(Kind.MESSAGE, 1, LINE, 0);

		log.dropHistory();
		assertThat(used()).containsExactly(0L, WEIGHT);

		log.trimLive(1, false);
		assertThat(used()).containsExactly(0L, 0L);
	}

	@Test
	void renderingsAreChargedToTheLiveBudgetWhileTheirEntryIsLive() {
		RoomLog log = new RoomLog(SMALL, this.budgets, 1);
		Rendering rendering = log.append(Kind.MESSAGE, 1, LINE, 0).rendering(Format.TEXT, 2, new Failures());

		assertThat(used()).containsExactly(WEIGHT, rendering.weight());
		assertThat(log.liveBytes()).isEqualTo(WEIGHT + rendering.weight());

		log.trimLive(1, false);
		assertThat(used()).containsExactly(WEIGHT, 0L);
		assertThat(log.liveBytes()).isZero();
	}

	@Test
	void shorteningDropsHalfOfTheLiveEntriesButNoUndeliveredOne() {
		RoomLog log = new RoomLog(SMALL, this.budgets, 1);
		append(log, 20);

		assertThat(log.shortenLive(20)).isTrue();
		assertThat(log.first()).isEqualTo(10);

		assertThat(log.shortenLive(10)).isFalse();
		assertThat(log.first()).isEqualTo(10);
	}

	@Test
	void appendDropsTheOldestHistoryWhenTheBudgetIsExceeded() {
		RoomLog log = new RoomLog(SMALL, Budgets.of(Limits.defaults().withBudgets(2 * WEIGHT, 0, 0)), 1);

		append(log, 3);

		assertThat(log.historySize()).isEqualTo(2);
	}

	@Test
	void trimDropsTheOldestLiveEntriesWhenTheBudgetIsExceeded() {
		RoomLog log = new RoomLog(SMALL, Budgets.of(Limits.defaults().withBudgets(0, 2 * WEIGHT, 0)), 1);
		for (int i = 0; i < 4; i++) {
			log.append(Kind.NOTICE, 1, LINE, 0);
		}

		log.trimLive(4, true);

		assertThat(log.first()).isEqualTo(2);
	}

	@Test
	void positionThatCannotBeIsOfAnotherLog() {
		RoomLog log = new RoomLog(SMALL, this.budgets, 1);
		append(log, 2);

		for (long offset : new long[] { Long.MIN_VALUE, -1, 4, Long.MAX_VALUE }) {
			Position position = new Position(1, offset, Position.NO_NONCE);
			assertThat(log.canFollow(position)).as("%d", offset).isFalse();
			assertThat(HistoryPages.before(log, position, 10).complete()).as("%d", offset).isFalse();
			assertThat(HistoryPages.before(log, position, 10).messages()).as("%d", offset).hasSize(2);
		}
	}

	@Test
	void numbersGoOnWhenTheHistoryIsReplaced() {
		RoomLog log = new RoomLog(SMALL, this.budgets, 1);
		append(log, 3);
		TestBranch branch = TestBranch.of(2, 77);

		log.replaceHistory(branch.say("m1", "m2"), branch.end(), 0);

		assertThat(log.firstNumber()).isEqualTo(4);
		assertThat(log.numberOf(new Position(2, 1, 77))).isEqualTo(4);
		assertThat(log.numberOf(branch.end())).isEqualTo(5);
		assertThat(log.numberOf(new Position(1, 2, 0))).isEqualTo(RoomLog.NOT_FOUND);
	}

	@Test
	void replacedHistoryIsChargedToTheLiveBudgetAsLongAsItIsLive() {
		RoomLog log = new RoomLog(SMALL, this.budgets, 1);
		append(log, 2);

		log.replaceHistory(List.of(), log.position(), 0);
		assertThat(used()).containsExactly(0L, 2 * WEIGHT);

		log.trimLive(2, false);
		assertThat(used()).containsExactly(0L, 0L);
	}

	private List<Long> used() {
		return List.of(this.budgets.history().used(), this.budgets.live().used());
	}

	private static Entry entry() {
		return new Entry(Kind.MESSAGE, 0, new Position(1, 1, 0), 1, LINE, 0);
	}

	private static void append(RoomLog log, int entries) {
		for (int i = 0; i < entries; i++) {
			log.append(Kind.MESSAGE, 1, LINE, 0);
		}
	}

}
