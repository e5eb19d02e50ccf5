package io.roomcast.chat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.roomcast.engine.Engine;
import io.roomcast.limit.ClientRates;
import io.roomcast.limit.ConnectionLimits;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

@Configuration(proxyBeanMethods = false)
class ChatConfiguration {

	private static final Duration COUNT_PERIOD = Duration.ofSeconds(1);

	@Bean(destroyMethod = "shutdownNow")
	@SuppressWarnings("FutureReturnValueIgnored") // runs as long as the timer
	ScheduledExecutorService chatTimer(Engine engine) {
		ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(1,
				new CustomizableThreadFactory("roomcast-timer-"), new ThreadPoolExecutor.DiscardPolicy());
		timer.scheduleWithFixedDelay(new CountAnnouncer(engine), COUNT_PERIOD.toMillis(), COUNT_PERIOD.toMillis(),
				TimeUnit.MILLISECONDS);
		return timer;
	}

	@Bean
	Sessions sessions(Engine engine, RoomAccess rooms, ClientProperties properties, ConnectionLimits limits,
			ScheduledExecutorService chatTimer) {
		return new Sessions(engine, rooms, new Away(properties.grace(), limits.maxClients()),
				CompletableFuture.delayedExecutor(properties.grace().toNanos(), TimeUnit.NANOSECONDS, chatTimer));
	}

	@Bean
	ChatContext chatContext(Engine engine, ClientCommands commands, Sessions sessions, ClientProperties properties,
			ClientRates rates, RoomRights rights, TokenVerifier tokens, RoomEvents events) {
		return new ChatContext(engine, commands, sessions, properties, rates, rights, tokens, events);
	}

}
