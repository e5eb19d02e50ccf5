package io.roomcast.engine;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

	@Bean
	Engine engine(RoomProperties rooms, MemoryProperties memory) {
		return new MemoryEngine(pumpThreads(rooms.pumpThreads()), maintenance(), rooms.limits(memory));
	}

	private static ScheduledExecutorService maintenance() {
		return new ScheduledThreadPoolExecutor(1, new CustomizableThreadFactory("roomcast-maintenance-"),
				new ThreadPoolExecutor.DiscardPolicy());
	}

	/**
	 * Makes the threads that deliver. After their shutdown nothing is delivered any more,
	 * so passes that are scheduled then are dropped silently.
	 */
	private static ExecutorService pumpThreads(int wanted) {
		int threads = (wanted > 0) ? wanted : Runtime.getRuntime().availableProcessors();
		return new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				new CustomizableThreadFactory("roomcast-pump-"), new ThreadPoolExecutor.DiscardPolicy());
	}

}
