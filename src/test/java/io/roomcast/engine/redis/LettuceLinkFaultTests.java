package io.roomcast.engine.redis;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.roomcast.engine.EngineTraffic.Event;
import io.roomcast.harness.RedisProxy;
import io.roomcast.harness.TestRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.roomcast.engine.redis.TestLink.await;
import static io.roomcast.engine.redis.TestLink.get;
import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class LettuceLinkFaultTests {

	private static final String CHANNEL = "test:room";

	private static final String COUNTER = "test:counter";

	private static final Duration AT_ONCE = Duration.ofSeconds(5);

	private TestRedis redis;

	private RedisProxy proxy;

	private TestLink link;

	@BeforeEach
	void start() throws IOException {
		this.redis = TestRedis.start();
		this.proxy = RedisProxy.before(this.redis.port());
		this.link = TestLink.to(this.proxy.port()).whenUp();
		get(this.link.link().subscribe(CHANNEL));
	}

	@AfterEach
	void stop() throws IOException {
		this.link.close();
		this.proxy.close();
		this.redis.close();
	}

	@Test
	void commandsFailAtOnceWhileRedisIsAwayAndGoOnWhenItIsBack() {
		this.redis.kill();
		await().until(() -> !this.link.link().isConnected());

		assertThat(count()).isCompletedExceptionally();
		assertThat(this.link.link().isUp()).isFalse();
		this.redis.startAgain();

		this.link.whenUp();
		await().until(() -> this.link.subscribed() >= 1);
		assertThat(this.link.connected()).isEqualTo(2);
		assertThat(this.link.traffic().count(Event.RESUBSCRIBES)).isEqualTo(1);
		assertThatMessagesArrive();
	}

	@Test
	void linkConnectsToARedisThatComesLater() {
		this.redis.kill();
		try (TestLink early = TestLink.to(this.proxy.port())) {
			CompletableFuture<Void> subscription = early.link().subscribe(CHANNEL).toCompletableFuture();
			assertThat(early.link().isConnected()).isFalse();
			await().until(() -> early.link().description().contains("down"));

			this.redis.startAgain();

			get(subscription);
			early.whenUp();
			assertThat(early.connected()).isEqualTo(1);
			assertThat(early.subscribed()).isZero();
		}
	}

	@Test
	void commandUnderWayFailsWhenTheConnectionIsLostAndIsNotSentAgain() {
		this.proxy.loseAnswers(COUNTER, 1);

		assertThat(count()).failsWithin(AT_ONCE);
		await().until(() -> this.link.connected() == 2);

		assertThat(get(count())).isEqualTo(2);
	}

	@Test
	void connectionsThatHaveGoneSilentAreMadeAgain() {
		this.proxy.swallow();

		assertThat(count()).failsWithin(AT_ONCE);
		await().until(() -> this.link.connected() == 2);
		await().until(() -> this.link.subscribed() >= 1);
		assertThatMessagesArrive();
	}

	@Test
	void commandsGoOnWhileSubscriptionsAreCut() {
		this.proxy.cutSubscriptions();
		await().until(() -> !this.link.link().isUp());

		assertThat(get(count())).isEqualTo(1);
		assertThat(this.link.link().isConnected()).isTrue();
		this.proxy.mend();

		await().until(() -> this.link.subscribed() >= 1);
		assertThat(this.link.connected()).isEqualTo(1);
		assertThatMessagesArrive();
	}

	@Test
	void subscriptionsGoOnWhileCommandsAreCut() throws IOException {
		this.proxy.cutCommands();
		await().until(() -> !this.link.link().isConnected());

		assertThat(count()).isCompletedExceptionally();
		assertThat(this.link.link().isUp()).isFalse();
		try (TestLink other = TestLink.to(this.redis.port()).whenUp()) {
			get(other.link().publish(CHANNEL, TestBatches.bytes("from another")));
		}
		await().until(() -> this.link.messages(CHANNEL).contains("from another"));
		this.proxy.mend();

		this.link.whenUp();
		assertThat(this.link.subscribed()).isZero();
		assertThatMessagesArrive();
	}

	@Test
	void subscriptionsThatAreDeafAreMadeAgain() {
		this.proxy.deafenSubscriptions();
		get(this.link.link().publish(CHANNEL, TestBatches.bytes("lost")));

		await().until(() -> this.link.subscribed() >= 1);

		assertThat(this.link.connected()).isEqualTo(1);
		assertThat(this.link.messages(CHANNEL)).isEmpty();
		this.link.whenUp();
		assertThatMessagesArrive();
	}

	@Test
	void redisThatStandsStillIsConnectedToAnewOnBothConnections() {
		this.redis.pause();
		assertThat(count()).failsWithin(AT_ONCE);

		this.redis.resume();

		await().until(() -> this.link.subscribed() >= 1);
		this.link.whenUp();
		assertThatMessagesArrive();
	}

	@Test
	void linkHealsAsOftenAsItIsCut() {
		for (int i = 1; i <= 5; i++) {
			int round = i;
			this.proxy.cut();
			await().until(() -> this.link.subscribed() >= round && this.link.connected() >= round + 1);
		}

		this.link.whenUp();
		assertThatMessagesArrive();
	}

	private CompletableFuture<Long> count() {
		return this.link.link().increment(COUNTER, 1).toCompletableFuture();
	}

	private void assertThatMessagesArrive() {
		get(this.link.link().publish(CHANNEL, TestBatches.bytes("last")));
		await().until(() -> this.link.messages(CHANNEL).contains("last"));
	}

}
