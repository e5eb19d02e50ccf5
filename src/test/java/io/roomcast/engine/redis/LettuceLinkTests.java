package io.roomcast.engine.redis;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.roomcast.engine.redis.PublishAnswer.Done;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.roomcast.engine.redis.TestLink.await;
import static io.roomcast.engine.redis.TestLink.get;
import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class LettuceLinkTests extends ScriptFixture {

	private final RoomKeys room = new RedisKeys("test").room("lobby");

	private final TestBatches node = new TestBatches(this.room, "a");

	private TestLink link;

	@BeforeEach
	void connect() {
		redis.commands().scriptFlush();
		this.link = TestLink.to(redis.port()).whenUp();
	}

	@AfterEach
	void disconnect() {
		this.link.close();
	}

	@Test
	void scriptThatRedisDoesNotKnowIsRun() {
		assertThat(get(this.link.link().run(this.node.messages("one").send()))).isInstanceOf(Done.class);
		assertThat(get(this.link.link().run(new RoomCalls(this.room).read(1, 10, null))).messages()).hasSize(1);
	}

	@Test
	void whatAScriptPublishesArrives() {
		get(this.link.link().subscribe(this.room.batches()));

		for (int i = 0; i < 100; i++) {
			this.link.link().run(this.node.messages("message " + i).send());
		}

		await().until(() -> this.link.messages(this.room.batches()).size() == 100);
		assertThat(this.link.messages(this.room.batches()))
			.extracting((batch) -> Batch.parse(TestBatches.bytes(batch)).header().batch())
			.isEqualTo(IntStream.rangeClosed(1, 100).mapToObj(Long::valueOf).toList());
	}

	@Test
	void nodesOwnChannelIsSubscribedToAndProbesAreNotHeard() {
		get(this.link.link().publish(TestLink.NODE_CHANNEL, TestBatches.bytes("hi")));

		await().until(() -> this.link.messages(TestLink.NODE_CHANNEL).equals(List.of("hi")));
		assertThat(this.link.probes()).isEmpty();
	}

	@Test
	void channelThatIsUnsubscribedFromIsHeardNoMore() {
		get(this.link.link().subscribe("test:room"));
		this.link.link().unsubscribe("test:room");
		get(this.link.link().subscribe("test:other"));

		assertThat(get(this.link.link().publish("test:room", TestBatches.bytes("hi")))).isZero();
		assertThat(get(this.link.link().publish("test:other", TestBatches.bytes("hi")))).isEqualTo(1);
	}

	@Test
	void channelThatIsSubscribedToAgainIsHeard() {
		for (int i = 0; i < 20; i++) {
			this.link.link().subscribe("test:room");
			this.link.link().unsubscribe("test:room");
		}
		get(this.link.link().subscribe("test:room"));
		get(this.link.link().subscribe("test:room"));

		assertThat(get(this.link.link().publish("test:room", TestBatches.bytes("hi")))).isEqualTo(1);
	}

	@Test
	void valuesAreSetWithTheirTimeToLive() {
		get(this.link.link().set("test:key", "one", Duration.ofSeconds(20), true));
		get(this.link.link().set("test:key", "two", Duration.ofSeconds(20), true));
		assertThat(redis.commands().get("test:key")).isEqualTo("one");

		get(this.link.link().set("test:key", "three", Duration.ofSeconds(20), false));
		get(this.link.link().expire("test:key", Duration.ofSeconds(100)));
		get(this.link.link().expire("test:missing", Duration.ofSeconds(100)));

		assertThat(redis.commands().get("test:key")).isEqualTo("three");
		assertThat(redis.commands().pttl("test:key")).isBetween(90_000L, 100_000L);
	}

	@Test
	void countersAreKept() {
		assertThat(get(this.link.link().increment("test:counter", 100))).isEqualTo(100);
		assertThat(get(this.link.link().increment("test:counter", 1))).isEqualTo(101);
	}

	@Test
	void refusedCommandFailsAndTheLinkStaysUp() {
		redis.commands().set(this.room.log(), "no hash");

		assertThat(this.link.link().run(this.node.messages("one").send()).toCompletableFuture())
			.failsWithin(Duration.ofSeconds(10));
		assertThat(this.link.link().isUp()).isTrue();
		assertThat(this.link.connected()).isEqualTo(1);
	}

	@Test
	void closedLinkCanBeClosedAgain() {
		this.link.close();

		this.link.link().close();

		assertThat(this.link.link().isUp()).isFalse();
	}

}
