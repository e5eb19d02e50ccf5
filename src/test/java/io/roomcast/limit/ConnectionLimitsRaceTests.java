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
 * Clients that come and go at once, at a limit.
 */
@Tag("alone")
class ConnectionLimitsRaceTests {

	private static final int LIMIT = 2;

	private static final int THREADS = 4;

	private static final long RACE_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final AtomicInteger connected = new AtomicInteger();

	private final AtomicInteger tooMany = new AtomicInteger();

	private final AtomicInteger granted = new AtomicInteger();

	@ParameterizedTest
	@ValueSource(strings = { "clients=2", "clients-per-address=2" })
	void neverIsThereOneMoreThanTheLimit(String limit) throws InterruptedException {
		ConnectionLimits limits = new ConnectionLimits(Settings.bind(LimitProperties.class, limit));
		List<Thread> clients = Stream.generate(() -> new Thread(() -> comeAndGo(limits))).limit(THREADS).toList();

		clients.forEach(Thread::start);
		for (Thread client : clients) {
			client.join();
		}

		assertThat(this.granted).hasPositiveValue();
		assertThat(this.tooMany).as("times of %s that there were more than %d clients", this.granted, LIMIT)
			.hasValue(0);
		assertThat(limits.clients()).isZero();
		assertThat(limits.knownAddresses()).isZero();
	}

	private void comeAndGo(ConnectionLimits limits) {
		for (long start = System.nanoTime(); System.nanoTime() - start < RACE_NANOS;) {
			if (limits.connect("10.0.0.1") instanceof ConnectionAnswer.Granted grant) {
				this.granted.incrementAndGet();
				if (this.connected.incrementAndGet() > LIMIT) {
					this.tooMany.incrementAndGet();
				}
				this.connected.decrementAndGet();
				grant.permit().release();
			}
		}
	}

}
