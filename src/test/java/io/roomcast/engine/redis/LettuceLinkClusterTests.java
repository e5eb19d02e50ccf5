package io.roomcast.engine.redis;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

import io.roomcast.engine.redis.PublishAnswer.Done;
import io.roomcast.harness.SlotMove;
import io.roomcast.harness.TestRedisCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

import static io.roomcast.engine.redis.TestLink.await;
import static io.roomcast.engine.redis.TestLink.get;
import static org.assertj.core.api.Assertions.assertThat;

@EnabledIf(value = "io.roomcast.harness.TestRedisCluster#isPossible",
		disabledReason = "no redis-server of version 7 or newer is on the path")
@Timeout(60)
class LettuceLinkClusterTests {

	private static final PublishSettings SHARDED = TestBatches.shardedSettings();

	private static TestRedisCluster cluster;

	private TestLink link;

	@BeforeAll
	static void start() throws IOException {
		cluster = TestRedisCluster.start();
	}

	@AfterAll
	static void stop() throws IOException {
		cluster.close();
	}

	@BeforeEach
	void connect() {
		this.link = TestLink.toCluster(cluster.addresses()).whenUp();
	}

	@AfterEach
	void disconnect() {
		this.link.close();
	}

	@Test
	void roomsOfAllServersAreHeard() {
		List<RoomKeys> rooms = IntStream.range(0, 12).mapToObj((i) -> room("all-" + i)).toList();
		rooms.forEach((room) -> get(this.link.link().subscribe(room.batches())));

		rooms.forEach((room) -> assertThat(say(new TestBatches(room, "a", SHARDED), "hi")).isInstanceOf(Done.class));

		await().until(() -> rooms.stream().allMatch((room) -> this.link.messages(room.batches()).size() == 1));
		assertThat(this.link.link().description()).isEqualTo("servers: 3");
	}

	@Test
	void nodesOwnChannelIsHeardByWhoeverPublishes() {
		try (TestLink other = TestLink.toCluster(cluster.addresses()).whenUp()) {
			await().until(() -> get(other.link().publish(TestLink.NODE_CHANNEL, TestBatches.bytes("hi"))) == 2);
		}

		await().until(() -> this.link.messages(TestLink.NODE_CHANNEL).contains("hi"));
	}

	@Test
	void roomIsHeardAfterItsSlotHasMoved() {
		RoomKeys room = room("moving");
		TestBatches node = new TestBatches(room, "a", SHARDED);
		get(this.link.link().subscribe(room.batches()));
		say(node, "before");
		SlotMove move = cluster.moveSlotOf(room.log());

		move.begin();
		while (move.moveKeys()) {
			assertThat(this.link.subscribed()).isZero();
		}
		move.end();

		await().until(() -> this.link.subscribed() == 1);
		say(node, "after");
		await().until(() -> this.link.messages(room.batches()).size() == 2);
		assertThat(get(this.link.link().run(new RoomCalls(room).read(1, 10, null))).messages())
			.extracting((message) -> TestBatches.text(message.payload()))
			.containsExactly("before", "after");
	}

	@Test
	void batchesWaitUntilAllKeysOfTheirRoomAreInOnePlace() {
		RoomKeys room = room("waiting");
		TestBatches node = new TestBatches(room, "a", SHARDED);
		for (String id : List.of("1", "2", "3")) {
			get(this.link.link().run(node.messageWithId(id, "text " + id).send()));
		}
		SlotMove move = cluster.moveSlotOf(room.log());
		move.begin();
		assertThat(move.moveKeys()).isTrue();

		CompletionStage<PublishAnswer> waiting = this.link.link().run(node.messageWithId("4", "text 4").send());
		CompletionStage<PublishAnswer> repeated = this.link.link()
			.run(new TestBatches(room, "b", SHARDED).messageWithId("3", "text 3").send());
		while (move.moveKeys()) {
			assertThat(waiting.toCompletableFuture()).isNotCompleted();
		}
		move.end();

		assertThat(((Done) get(waiting)).header().firstOffset()).isEqualTo(4);
		assertThat(((Done) get(repeated)).header().statuses()).isEqualTo("x");
	}

	private static RoomKeys room(String name) {
		return new RedisKeys("test").room(name);
	}

	private PublishAnswer say(TestBatches node, String text) {
		return get(this.link.link().run(node.messages(text).send()));
	}

}
