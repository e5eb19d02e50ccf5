package io.roomcast.engine.redis;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The one thread that looks after the connections to Redis. What it is given after its
 * end is dropped silently. Any thread may call.
 */
final class LinkThread {

	private static final Logger logger = LoggerFactory.getLogger(LinkThread.class);

	private static final long MAX_END_SECONDS = 2;

	private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1,
			new CustomizableThreadFactory("roomcast-redis-"), new ThreadPoolExecutor.DiscardPolicy());

	void execute(Runnable task) {
		this.thread.execute(() -> contain(task));
	}

	void executeAfter(Duration delay, Runnable task) {
		Future<?> unused = this.thread.schedule(() -> contain(task), delay.toMillis(), TimeUnit.MILLISECONDS);
	}

	void executeEvery(Duration period, Runnable task) {
		Future<?> unused = this.thread.scheduleWithFixedDelay(() -> contain(task), period.toMillis(), period.toMillis(),
				TimeUnit.MILLISECONDS);
	}

	/**
	 * Runs a last task, and waits until it is done.
	 */
	void end(Runnable last) {
		execute(last);
		this.thread.shutdown();
		try {
			if (!this.thread.awaitTermination(MAX_END_SECONDS, TimeUnit.SECONDS)) {
				logger.warn("the connections to Redis have not ended within {} s", MAX_END_SECONDS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void contain(Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException ex) {
			logger.error("looking after the connections to Redis failed", ex);
		}
	}

}
