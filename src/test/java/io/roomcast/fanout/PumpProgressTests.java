package io.roomcast.fanout;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whoever looks sees that the pump stands still, and that it goes on again.
 */
class PumpProgressTests {

	private static final Duration LONG = Duration.ofMillis(50);

	private final ExecutorService threads = Executors.newFixedThreadPool(2);

	private final CountDownLatch released = new CountDownLatch(1);

	@AfterEach
	void end() {
		this.released.countDown();
		this.threads.shutdownNow();
	}

	@Test
	void passThatDoesNotEndIsSeen() {
		Hub hub = new Hub(this.threads, Limits.defaults(), Clock.systemUTC(), Runnable::run);
		PumpProgress progress = hub.pumpProgress();
		Room room = TestJoin.silently(hub, "room", TestSubscribers.text(1, new StuckOutlet()));

		room.say(TestContent.of("hi"));

		// The other thread is free: only the pass itself tells.
		await().until(() -> progress.longestPass().compareTo(LONG) > 0);
		this.released.countDown();
		await().until(() -> progress.longestPass().compareTo(LONG) < 0);
	}

	@Test
	void queueThatNoThreadServesIsSeen() {
		ManualExecutor nobody = new ManualExecutor();
		PumpProgress progress = nobody.newHub(Limits.defaults()).pumpProgress();

		assertThat(progress.longestWait()).isZero();
		await().until(() -> progress.longestWait().compareTo(LONG) > 0);
		nobody.runAll();

		assertThat(progress.longestWait()).isZero();
	}

	@Test
	void lookingAgainAddsNothingToTheQueue() {
		ManualExecutor nobody = new ManualExecutor();
		PumpProgress progress = nobody.newHub(Limits.defaults()).pumpProgress();

		progress.longestWait();
		progress.longestWait();

		assertThat(nobody.waiting()).isEqualTo(1);
	}

	@Test
	void pumpThatIsShutDownDoesNotStandStill() {
		this.threads.shutdown();
		Hub hub = new Hub(this.threads, Limits.defaults(), Clock.systemUTC(), Runnable::run);

		hub.pumpProgress().longestWait();

		assertThat(hub.pumpProgress().longestWait()).isZero();
	}

	/**
	 * An outlet whose write does not return until the test says so.
	 */
	private final class StuckOutlet extends TestOutlet {

		@Override
		public WriteResult write(ByteBuffer bytes, WriteWaiter writer) {
			try {
				PumpProgressTests.this.released.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			bytes.position(bytes.limit());
			return WriteResult.COMPLETE;
		}

		@Override
		public void finish(ByteBuffer rest) {
			throw new IllegalStateException("everything was taken");
		}

		@Override
		public void close(Disconnect disconnect) {
			throw new IllegalStateException("closed with " + disconnect);
		}

	}

}
