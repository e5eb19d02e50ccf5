package io.roomcast.engine.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.TimeoutOptions;
import io.roomcast.engine.EngineTraffic;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "roomcast.engine", havingValue = "redis")
class RedisLinkConfiguration {

	/** Far more than there are rooms with a call under way. */
	private static final int MAX_COMMANDS_UNDER_WAY = 1 << 17;

	@Bean
	RedisLink redisLink(LettuceConnectionFactory factory, EngineTraffic traffic) {
		// Of all that is stopped it is stopped last: the engine still needs it then.
		factory.setPhase(Integer.MIN_VALUE);
		return LettuceLink.by(factory.getRequiredNativeClient(), traffic);
	}

	@Bean
	LettuceClientOptionsBuilderCustomizer redisClientOptions() {
		return RedisLinkConfiguration::customize;
	}

	/**
	 * Leaves it to the link when to connect again, and to the engine how long to wait for
	 * an answer.
	 */
	static void customize(ClientOptions.Builder options) {
		options.autoReconnect(false)
			.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
			.requestQueueSize(MAX_COMMANDS_UNDER_WAY)
			.maintNotificationsConfig(MaintNotificationsConfig.disabled())
			.timeoutOptions(TimeoutOptions.create());
	}

}
