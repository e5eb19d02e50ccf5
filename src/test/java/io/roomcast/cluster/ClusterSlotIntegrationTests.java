package io.roomcast.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.roomcast.harness.ChatServer;
import io.roomcast.harness.SlotMove;
import io.roomcast.harness.TestRedisCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nodes on a Redis Cluster: a room's slot moves from one master to another while its
 * clients talk, and they hear nothing of it.
 */
@EnabledIf(value = "io.roomcast.harness.TestRedisCluster#isPossible",
		disabledReason = "no redis-server of version 7 or newer is on the path")
class ClusterSlotIntegrationTests {

	private static final Duration SOON = Duration.ofSeconds(5);

	@Test
	void nothingIsLostWhenASlotMoves() throws IOException {
		try (TestRedisCluster cluster = TestRedisCluster.start();
				ChatServer one = ChatServer.start(NodeSettings.onCluster(cluster.addresses()));
				ChatServer other = ChatServer.start(NodeSettings.onCluster(cluster.addresses()));
				Trial trial = Trial.start("a Cluster slot moved under load", List.of(one, other))) {
			move(cluster, trial);
			trial.heal(SOON);

			assertThat(TrialVerdict.of(trial).gaps()).isZero();
			assertThat(trial.losses()).isZero();
			assertThat(trial.heardLeaving()).isEmpty();
			assertThat(Stream.of(one, other)).allMatch(ChatServer::isRunning);
		}
	}

	/**
	 * Moves the slot of one room. For a while some of its keys are here and some are
	 * there.
	 */
	private static void move(TestRedisCluster cluster, Trial trial) {
		SlotMove move = cluster.moveSlotOf("{" + trial.rooms().get(0) + "}");
		move.begin();
		for (boolean more = true; more; more = move.moveKeys()) {
			trial.talkFor(Duration.ofMillis(100));
		}
		move.end();
	}

}
