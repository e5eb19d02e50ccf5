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
	Engine engine(RoomProperties properties, ClientMemoryProperties clients) {
		return new MemoryEngine(pumpThreads(properties.pumpThreads()), maintenance(), properties.limits(clients));
	}

	private static ScheduledExecutorService maintenance() {
		return new ScheduledThreadPoolExecutor(1, new CustomizableThreadFactory("roomcast-maintenance-"),
				new ThreadPoolExecutor.DiscardPolicy());
	}

	/**
	 * After their shutdown nothing is delivered any more, so a room that still wants a
	 * pass is dropped without a word.
	 */
	private static ExecutorService pumpThreads(int wanted) {
		int threads = (wanted > 0) ? wanted : Runtime.getRuntime().availableProcessors();
		return new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				new CustomizableThreadFactory("roomcast-pump-"), new ThreadPoolExecutor.DiscardPolicy());
	}

}
