package io.roomcast.cluster;

import java.io.IOException;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The connections of one node to a Redis that is well: whatever becomes of them, nothing
 * is lost and no client is told of a gap.
 */
class RedisConnectionIntegrationTests {

	private static final Duration CUT = FaultDuration.of(Duration.ofSeconds(5), Duration.ofMillis(500));

	private static final Duration SOON = Duration.ofSeconds(5);

	/** A node needs 3 s to notice that it is deaf. */
	private static final Duration NOTICED = Duration.ofSeconds(10);

	private static final int ANSWERS = 5;

	@AutoClose
	private static final TwoNodes nodes = TwoNodes.start();

	@AfterEach
	void mend() {
		nodes.proxy(0).mend();
	}

	@Test
	void nothingIsLostWhenSubscriptionsAreCut() throws IOException {
		try (Trial trial = nodes.trial("the pub/sub connection of one node cut, but not the other")) {
			double resubscribes = nodes.counted(0, "resubscribes");
			nodes.proxy(0).cutSubscriptions();
			trial.talkFor(CUT);
			nodes.proxy(0).mend();
			trial.heal(SOON);

			assertThatNothingWasLost(trial);
			assertThat(nodes.counted(0, "resubscribes")).isGreaterThan(resubscribes);
		}
	}

	@Test
	void nothingIsLostWhenCommandsAreCut() throws IOException {
		try (Trial trial = nodes.trial("the command connection of one node cut, but not the other")) {
			nodes.proxy(0).cutCommands();
			trial.talkUntilRefused(0);
			nodes.proxy(0).mend();
			trial.heal(SOON);

			assertThatNothingWasLost(trial);
		}
	}

	@Test
	void nothingIsLostWhenSubscriptionsAreDeaf() throws IOException {
		try (Trial trial = nodes.trial("a pub/sub connection that stays open but delivers nothing")) {
			double resubscribes = nodes.counted(0, "resubscribes");
			trial.silence(0);
			nodes.proxy(0).deafenSubscriptions();
			trial.healInSilence(0, NOTICED);
			Awaitility.await().atMost(NOTICED).until(() -> nodes.counted(0, "resubscribes") > resubscribes);

			assertThatNothingWasLost(trial);
		}
	}

	@Test
	@EnabledIfSystemProperty(named = FaultDuration.PROPERTY, matches = FaultDuration.FULL)
	void nothingIsLostWhenAllConnectionsAreSilent() throws IOException {
		try (Trial trial = nodes.trial("both connections of one node stay open but carry nothing")) {
			nodes.proxy(0).swallow();
			trial.heal(NOTICED);

			assertThatNothingWasLost(trial);
		}
	}

	/**
	 * What plain-text clients say has no id by which it could be known again.
	 */
	@Test
	void whatLosesItsAnswerIsSaidOnce() throws IOException {
		try (Trial trial = nodes.trial("answers lost after the script ran")) {
			nodes.proxy(0).loseAnswers("text-0", ANSWERS);
			Awaitility.await().atMost(NOTICED).until(() -> nodes.proxy(0).answersToLose() == 0);
			trial.heal(SOON);

			assertThatNothingWasLost(trial);
		}
	}

	private static void assertThatNothingWasLost(Trial trial) throws IOException {
		assertThat(TrialVerdict.of(trial).gaps()).isZero();
		assertThat(trial.losses()).isZero();
		assertThat(trial.heardLeaving()).isEmpty();
	}

}
