package io.roomcast.cluster;

import java.io.IOException;
import java.time.Duration;

import io.roomcast.harness.TestRedis;
import io.roomcast.harness.TestReplica;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Redis goes away, and comes back as it was, or as it was once: what it still has is
 * delivered, and where it has lost something everybody is told. The sockets stay.
 */
class RedisOutageIntegrationTests {

	private static final Duration STALL = FaultDuration.of(Duration.ofSeconds(5), Duration.ofSeconds(1));

	private static final Duration SOON = Duration.ofSeconds(5);

	@AutoClose
	private static final TwoNodes nodes = TwoNodes.start();

	@AfterEach
	void restore() {
		nodes.redis().restore();
	}

	@Test
	void nothingIsLostWhenRedisIsRestartedWithItsData() throws IOException {
		try (Trial trial = nodes.trial("Redis killed, and restarted with its data")) {
			nodes.redis().kill();
			trial.talkUntilRefused(0);
			trial.talkUntilRefused(1);
			assertThatOnlyReadinessIsLost();
			nodes.redis().startAgain();
			trial.heal(SOON);

			assertThat(TrialVerdict.of(trial).gaps()).isZero();
			assertThat(trial.losses()).isZero();
			assertThat(trial.heardLeaving()).isEmpty();
		}
	}

	@Test
	void nothingIsLostWhenRedisStandsStillForAWhile() throws IOException {
		try (Trial trial = nodes.trial("Redis stopped for " + STALL.toSeconds() + " s")) {
			nodes.redis().pause();
			trial.talkFor(STALL);
			nodes.redis().resume();
			trial.heal(SOON);

			assertThat(TrialVerdict.of(trial).gaps()).isZero();
			assertThat(trial.losses()).isZero();
			assertThat(trial.heardLeaving()).isEmpty();
		}
	}

	@Test
	void allAreToldWhenRedisIsRestartedWithoutItsData() throws IOException {
		try (Trial trial = nodes.trial("Redis killed, and restarted without its data")) {
			nodes.redis().kill();
			trial.talkUntilRefused(0);
			nodes.redis().startEmpty();
			trial.heal(SOON);

			TrialVerdict.of(trial);
			assertThatAllWereTold(trial);
		}
	}

	@Test
	void allAreToldWhenRedisGoesBackToAnOlderState() throws IOException {
		try (Trial trial = nodes.trial("Redis rolled back to an older state of the same epoch")) {
			TestRedis.Backup backup = nodes.redis().backUp();
			trial.talkOn();
			double forks = nodes.counted(0, "forks");
			nodes.redis().kill();
			nodes.redis().startFrom(backup);
			trial.heal(SOON);

			TrialVerdict.of(trial);
			assertThatAllWereTold(trial);
			assertThat(nodes.counted(0, "forks")).isGreaterThan(forks);
		}
	}

	@Test
	void allAreToldWhenAReplicaWithoutTheLastMessagesIsPromoted() throws IOException {
		try (TestReplica replica = TestReplica.of(nodes.redis());
				Trial trial = nodes.trial("a replica promoted that lacks the last writes")) {
			replica.lag();
			trial.talkOn();
			nodes.redis().kill();
			replica.promote();
			nodes.moveTo(replica.port());
			trial.heal(SOON);

			TrialVerdict.of(trial);
			assertThatAllWereTold(trial);
		}
		finally {
			nodes.redis().restore();
			nodes.moveTo(nodes.redis().port());
		}
	}

	@Test
	void nickOfAClientThatLeavesMeanwhileIsFreeAfterwards() throws IOException {
		try (Trial trial = nodes.trial("a client leaves while Redis is away")) {
			nodes.redis().kill();
			trial.talkUntilRefused(0);
			String nick = trial.depart(0);
			nodes.redis().startAgain();
			trial.heal(SOON);

			trial.awaitFree(nick, 1);
			TrialVerdict.of(trial);
		}
	}

	private static void assertThatAllWereTold(Trial trial) {
		assertThat(trial.losses()).isZero();
		assertThat(trial.heardLeaving()).isEmpty();
		for (TrialClient client : trial.crowd().all()) {
			assertThat(client.speaker().rooms()).as(client.speaker().name())
				.allMatch((room) -> client.transcript(room).gaps() > 0);
		}
	}

	private static void assertThatOnlyReadinessIsLost() {
		nodes.nodes().forEach((node) -> {
			assertThat(TwoNodes.isReady(node)).isFalse();
			assertThat(node.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
			assertThat(node.get("/ping").body()).isEqualTo("pong");
		});
	}

}
