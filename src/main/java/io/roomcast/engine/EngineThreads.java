package io.roomcast.engine;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The threads of an engine. After their shutdown nothing is run any more: what is
 * scheduled then is dropped silently.
 *
 * @param pump deliver
 * @param maintenance cleans up now and then, on one thread
 */
public record EngineThreads(ExecutorService pump, ScheduledExecutorService maintenance) implements AutoCloseable {

	/**
	 * Starts threads.
	 * @param wanted how many deliver; 0 for one per processor
	 */
	static EngineThreads start(int wanted) {
		int threads = (wanted > 0) ? wanted : Runtime.getRuntime().availableProcessors();
		return new EngineThreads(
				new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
						new CustomizableThreadFactory("roomcast-pump-"), new ThreadPoolExecutor.DiscardPolicy()),
				new ScheduledThreadPoolExecutor(1, new CustomizableThreadFactory("roomcast-maintenance-"),
						new ThreadPoolExecutor.DiscardPolicy()));
	}

	@Override
	public void close() {
		this.maintenance.shutdownNow();
		this.pump.shutdownNow();
	}

}
