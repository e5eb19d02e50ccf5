package io.roomcast.limit;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.roomcast.harness.Settings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that come and go at once where there is place for one.
 */
@Tag("alone")
class ConnectionLimitsRaceTests {

	private static final int THREADS = 2;

	private static final long RACE_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final AtomicInteger connected = new AtomicInteger();

	private final AtomicInteger granted = new AtomicInteger();

	private final AtomicInteger tooMany = new AtomicInteger();

	@ParameterizedTest
	@ValueSource(strings = { "clients=1", "clients-per-address=1" })
	void neverAreThereTwo(String limit) throws InterruptedException {
		ConnectionLimits limits = new ConnectionLimits(Settings.bind(LimitProperties.class, limit));
		List<Thread> clients = Stream.generate(() -> new Thread(() -> comeAndGo(limits))).limit(THREADS).toList();

		clients.forEach(Thread::start);
		for (Thread client : clients) {
			client.join();
		}

		assertThat(this.granted).hasPositiveValue();
		assertThat(this.tooMany).as("of %s times, those that another one was there", this.granted).hasValue(0);
		assertThat(limits.clients()).isZero();
		assertThat(limits.knownAddresses()).isZero();
	}

	private void comeAndGo(ConnectionLimits limits) {
		for (long start = System.nanoTime(); System.nanoTime() - start < RACE_NANOS;) {
			if (limits.connect("10.0.0.1") instanceof ConnectionAnswer.Granted grant) {
				this.granted.incrementAndGet();
				if (this.connected.incrementAndGet() > 1) {
					this.tooMany.incrementAndGet();
				}
				this.connected.decrementAndGet();
				grant.permit().release();
			}
		}
	}

}
