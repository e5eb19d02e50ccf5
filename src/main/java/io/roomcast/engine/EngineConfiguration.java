package io.roomcast.engine;

import io.roomcast.fanout.Limits;
import io.roomcast.limit.LimitProperties;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

	/**
	 * Makes the engine unless it is another one. The properties refuse a name that no
	 * engine has.
	 */
	@Bean
	@Conditional(NotRedis.class)
	Engine memoryEngine(EngineProperties checked, EngineThreads threads, Limits limits) {
		return new MemoryEngine(threads, limits);
	}

	@Bean
	EngineThreads engineThreads(RoomProperties rooms) {
		return EngineThreads.start(rooms.pumpThreads());
	}

	@Bean
	Limits limits(RoomProperties rooms, MemoryProperties memory, LimitProperties limits) {
		return rooms.limits(memory).withRooms(limits.maxRooms());
	}

	@Bean
	EffectiveLimit clientLimit(LimitProperties limits) {
		return new EffectiveLimit("clients", limits.maxClients());
	}

	@Bean
	EffectiveLimit roomLimit(LimitProperties limits) {
		return new EffectiveLimit("rooms", limits.maxRooms());
	}

	private static final class NotRedis extends NoneNestedConditions {

		NotRedis() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		@SuppressWarnings("UnusedNestedClass") // Spring reads its condition
		@ConditionalOnProperty(name = "roomcast.engine", havingValue = EngineProperties.REDIS)
		private static final class Redis {

		}

	}

}
