package io.roomcast.engine.redis;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.roomcast.engine.Contents;
import io.roomcast.engine.EngineThreads;
import io.roomcast.engine.EngineTraffic;
import io.roomcast.fanout.Hub;
import io.roomcast.fanout.Limits;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "roomcast.engine", havingValue = "redis")
class RedisEngineConfiguration {

	/** A room without history is kept in Redis for so long after its last use. */
	private static final Duration KEEP = Duration.ofMinutes(1);

	private static final Duration RECEIPT_TTL = Duration.ofMinutes(10);

	private static final Duration ANSWER_TTL = Duration.ofMinutes(5);

	private static final int ID_LENGTH = 12;

	private static final String ID_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

	@Bean
	RedisEngine redisEngine(RedisProperties redis, RedisLink link, EngineTraffic traffic, EngineThreads threads,
			Limits limits, Contents contents) {
		Hub hub = new Hub(threads.pump(), limits, Clock.systemUTC(), threads.maintenance());
		PublishSettings publish = new PublishSettings(limits.historyEntries(), limits.historyBytes(),
				limits.historyTtl(), KEEP, RECEIPT_TTL, ANSWER_TTL, false);
		RoomSettings settings = new RoomSettings(new RedisKeys(redis.prefix()), publish, redis.publishTimeout(),
				RoomSettings.LINGER);
		String node = randomId();
		return new RedisEngine(new RoomContext(node, hub, link, contents, settings, new Nodes(node), traffic,
				threads.maintenance(), new AtomicLong(), new AtomicLong()));
	}

	@Bean
	RedisEngineLifecycle redisEngineLifecycle(RedisEngine engine) {
		return new RedisEngineLifecycle(engine);
	}

	@Bean
	EngineTraffic engineTraffic() {
		return new EngineTraffic();
	}

	private static String randomId() {
		return new SecureRandom().ints(ID_LENGTH, 0, ID_LETTERS.length())
			.collect(StringBuilder::new, (id, index) -> id.append(ID_LETTERS.charAt(index)), StringBuilder::append)
			.toString();
	}

}
