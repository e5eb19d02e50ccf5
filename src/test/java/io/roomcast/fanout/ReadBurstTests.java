package io.roomcast.fanout;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ReadBurstTests {

	private static final int PASSES = 200_000;

	private final ManualExecutor reader = new ManualExecutor();

	private final ManualExecutor pump = new ManualExecutor();

	private final ReadBurst burst = new ReadBurst(this.reader);

	private final Hub hub = this.pump.newHub(Limits.defaults());

	private final FakeOutlet alice = new FakeOutlet();

	private final Subscriber aliceSubscriber = TestSubscribers.text(1, this.alice);

	private final Room room = this.hub.join("room", this.aliceSubscriber,
			new Joining(Start.NOW, (joined) -> Frames.text("welcome"), TestContent.forOthers("joined")));

	@Test
	void readerDeliversOnceItHasReadAllSockets() {
		this.pump.runAll();

		this.burst.run(() -> this.room.publish(this.aliceSubscriber, TestContent.of("m1")));
		this.burst.run(() -> this.room.publish(this.aliceSubscriber, TestContent.of("m2")));

		assertThat(this.alice.texts()).containsExactly("welcome");
		assertThat(this.reader.waiting()).isOne();
		this.reader.runNext();
		assertThat(this.alice.texts()).containsExactly("welcome", ">m1", ">m2");
		assertThat(this.pump.waiting()).isZero();
	}

	@Test
	void pumpDeliversWhatIsPublishedOutsideABurst() {
		this.pump.runAll();

		this.room.publish(this.aliceSubscriber, TestContent.of("m1"));

		assertThat(this.reader.waiting()).isZero();
		assertThat(this.pump.waiting()).isOne();
	}

	@Test
	void pumpDeliversLargeMessages() {
		this.pump.runAll();

		this.burst.run(() -> this.room.publish(this.aliceSubscriber, TestContent.of("x".repeat(40_000))));

		assertThat(this.reader.waiting()).isZero();
		assertThat(this.pump.waiting()).isOne();
	}

	@Test
	void failedPassDoesNotStopTheNext() {
		AtomicInteger run = new AtomicInteger();
		this.burst.defer(() -> {
			throw new IllegalStateException("thrown by a test");
		}, this.pump);
		this.burst.defer(run::incrementAndGet, this.pump);

		assertThatIllegalStateException().isThrownBy(this.reader::runNext);
		this.reader.runAll();

		assertThat(run).hasValue(1);
	}

	@Test
	void passDeferredWhileOthersRunIsNotLost() throws InterruptedException {
		ExecutorService thread = Executors.newSingleThreadExecutor();
		AtomicInteger run = new AtomicInteger();
		ReadBurst raced = new ReadBurst(thread);

		for (int i = 0; i < PASSES; i++) {
			raced.defer(run::incrementAndGet, Runnable::run);
		}

		thread.shutdown();
		assertThat(thread.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
		assertThat(run).hasValue(PASSES);
	}

}
