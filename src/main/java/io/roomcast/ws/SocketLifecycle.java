package io.roomcast.ws;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.roomcast.chat.Chat;
import io.roomcast.chat.ClientProperties;
import io.roomcast.fanout.Disconnect;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Starts the watchdog with the service. When the service stops, sends all clients away
 * and waits until they have gone, before the web server stops.
 */
@Component
final class SocketLifecycle implements SmartLifecycle {

	private static final Duration LONGEST_PERIOD = Duration.ofSeconds(1);

	private static final int LOOKS_PER_TIMEOUT = 4;

	private static final Logger logger = LoggerFactory.getLogger(SocketLifecycle.class);

	private final OpenConnections connections;

	private final Drain drain;

	private final Chat chat;

	private final MemoryGuard memory;

	private final ClientProperties properties;

	private final Clock clock;

	private final ScheduledExecutorService watchdogThread = Executors
		.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("roomcast-watchdog-"));

	private volatile @Nullable Future<?> watching;

	SocketLifecycle(OpenConnections connections, Drain drain, Chat chat, MemoryGuard memory,
			ClientProperties properties, ObjectProvider<Clock> clock) {
		this.connections = connections;
		this.drain = drain;
		this.chat = chat;
		this.memory = memory;
		this.properties = properties;
		this.clock = clock.getIfAvailable(Clock::systemUTC);
	}

	@Override
	public void start() {
		this.memory.start(this.watchdogThread);
		long period = period().toNanos();
		this.watching = this.watchdogThread.scheduleWithFixedDelay(new ConnectionWatchdog(this.connections,
				this.properties, this.clock, this.chat.traffic(), this.chat.failures()), period, period,
				TimeUnit.NANOSECONDS);
	}

	private Duration period() {
		Duration shortest = LONGEST_PERIOD.multipliedBy(LOOKS_PER_TIMEOUT);
		for (Duration timeout : new Duration[] { this.properties.sendTimeout(), this.properties.pingInterval(),
				this.properties.pongTimeout(), this.properties.closeTimeout() }) {
			shortest = (timeout.compareTo(shortest) < 0) ? timeout : shortest;
		}
		return shortest.dividedBy(LOOKS_PER_TIMEOUT);
	}

	@Override
	public void stop() {
		this.drain.run();
		// Before the last ones are closed, so that each message goes to all of them or to
		// none.
		this.chat.seal();
		this.connections.closeAll();
		try {
			if (!this.connections.awaitEmpty(this.properties.shutdownTimeout())) {
				logger.info("some clients did not answer their close frame within {} ms",
						this.properties.shutdownTimeout().toMillis());
				this.connections.forEach((client) -> client.abort(Disconnect.WITHOUT_CLOSE_FRAME));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		stopWatching();
	}

	private void stopWatching() {
		Future<?> walks = this.watching;
		if (walks != null) {
			walks.cancel(true);
			this.watching = null;
		}
		this.watchdogThread.shutdownNow();
	}

	@Override
	public boolean isRunning() {
		return this.watching != null;
	}

	/**
	 * Returns the phase that starts last and stops first.
	 */
	@Override
	public int getPhase() {
		return Integer.MAX_VALUE;
	}

}
