package io.roomcast.harness;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Redis Cluster of the tests is one.
 */
@EnabledIf(value = "io.roomcast.harness.TestRedisCluster#isPossible",
		disabledReason = "no redis-server of version 7 or newer is on the path")
class TestRedisClusterTests {

	@Test
	void movedSlotHasItsKeysAtItsNewMaster() throws IOException {
		try (TestRedisCluster cluster = TestRedisCluster.start()) {
			SlotMove move = cluster.moveSlotOf("{room}");
			move.from().run("SET", "{room}:a", "1");
			move.from().run("SET", "{room}:b", "2");

			move.begin();
			assertThat(move.moveKeys()).isTrue();
			assertThat(move.moveKeys()).isFalse();
			move.end();

			assertThat(move.to().run("GET", "{room}:a")).containsExactly("1");
			assertThat(move.to().run("GET", "{room}:b")).containsExactly("2");
		}
	}

}
