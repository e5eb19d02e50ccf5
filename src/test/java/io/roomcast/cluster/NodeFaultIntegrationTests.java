package io.roomcast.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.roomcast.harness.ChatProcess;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.TestRedis;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One of two nodes ends without a word, or stands still for a while: its clients go on,
 * there or on the other node, and those that cannot are soon gone for all. In this order,
 * so that the node is started anew as rarely as can be.
 */
@TestMethodOrder(OrderAnnotation.class)
class NodeFaultIntegrationTests {

	private static final Duration PAUSE = FaultDuration.of(Duration.ofSeconds(10), Duration.ofSeconds(2));

	/** By then a node is taken for dead. */
	private static final Duration LONG_PAUSE = Duration.ofSeconds(30);

	private static final Duration SOON = Duration.ofSeconds(10);

	/** How long after the end of its node a client may seem to be there. */
	private static final Duration SWEEP = Duration.ofSeconds(15);

	private static final int FRAIL = 0;

	private static final List<String> JSON_NICKS = List.of("json-0-0", "json-0-1");

	private static final String TEXT_NICK = "text-0";

	@AutoClose
	private static final TestRedis redis = TestRedis.start();

	@AutoClose
	private static final ChatServer stable = ChatServer.start(NodeSettings.on(redis.port()));

	@TempDir
	private static Path directory;

	private static @Nullable ChatProcess running;

	private ChatProcess frail;

	@BeforeEach
	void startFrailNode() throws IOException {
		ChatProcess node = running;
		if (node == null || !node.isRunning()) {
			node = ChatProcess.start(directory.resolve("log"), NodeSettings.on(redis.port()));
			running = node;
		}
		this.frail = node;
	}

	@AfterAll
	static void stopFrailNode() {
		if (running != null) {
			running.close();
		}
	}

	@Test
	@Order(2)
	void clientsOfAKilledNodeResumeOnTheOther() throws IOException {
		try (Trial trial = trial("a node killed, its clients resuming on another")) {
			this.frail.kill();
			long killed = System.nanoTime();
			trial.lose(FRAIL);
			trial.heal(SOON);
			trial.awaitLeft(TEXT_NICK, SWEEP.minusNanos(System.nanoTime() - killed));
			TrialResult result = TrialVerdict.of(trial);

			assertThat(result.gaps()).isZero();
			assertThat(trial.heardLeaving()).containsExactly(TEXT_NICK);
		}
	}

	@Test
	@Order(1)
	void pausedNodeGoesOn() throws IOException {
		try (Trial trial = trial("a node stopped for " + PAUSE.toSeconds() + " s, and continued")) {
			this.frail.pause();
			trial.talkFor(PAUSE);
			this.frail.resume();
			trial.heal(SOON);
			TrialResult result = TrialVerdict.of(trial);

			assertThat(result.gaps()).isZero();
			assertThat(trial.losses()).isZero();
			assertThat(trial.heardLeaving()).isSubsetOf(mayBeTakenForDead(PAUSE));
		}
	}

	/**
	 * Returns the clients that others may hear leave when their node has stopped for so
	 * long, as it may have told 3 s before that it lives.
	 */
	private static List<String> mayBeTakenForDead(Duration pause) {
		if (pause.toSeconds() < 8) {
			return List.of();
		}
		return Stream.concat(JSON_NICKS.stream(), Stream.of(TEXT_NICK)).toList();
	}

	@Test
	@Order(1)
	@EnabledIfSystemProperty(named = FaultDuration.PROPERTY, matches = FaultDuration.FULL)
	void clientsThatLeaveAPausedNodeResumeOnTheOther() throws IOException {
		try (Trial trial = trial("a node stopped, its clients resuming on another, and continued")) {
			this.frail.pause();
			trial.moveAway(FRAIL);
			trial.heal(SOON);
			this.frail.resume();
			trial.talkOn();
			TrialResult result = TrialVerdict.of(trial);

			assertThat(result.gaps()).isZero();
			assertThat(trial.heardLeaving()).doesNotContainAnyElementsOf(JSON_NICKS);
		}
	}

	/**
	 * Comes last: the other node takes a while to see that this one lives.
	 */
	@Test
	@Order(3)
	@EnabledIfSystemProperty(named = FaultDuration.PROPERTY, matches = FaultDuration.FULL)
	void nodeThatWasTakenForDeadGoesOn() throws IOException {
		try (Trial trial = trial("a node stopped for " + LONG_PAUSE.toSeconds() + " s, and continued")) {
			this.frail.pause();
			trial.talkFor(LONG_PAUSE);
			assertThat(trial.heardLeaving()).contains(TEXT_NICK).containsAll(JSON_NICKS);
			this.frail.resume();
			trial.heal(SOON);
			TrialVerdict.of(trial);
		}
	}

	private Trial trial(String fault) {
		return Trial.start(fault, List.of(this.frail, stable));
	}

}
