package io.roomcast.engine.redis;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisRepositoriesAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class RedisAutoConfigurationFilterTests {

	private static final String[] CLASSES = { WebMvcAutoConfiguration.class.getName(),
			DataRedisAutoConfiguration.class.getName(), DataRedisRepositoriesAutoConfiguration.class.getName() };

	@ParameterizedTest
	@CsvSource({ "memory, false", "redis, true", "REDIS, true" })
	void connectionsAreSetUpForTheEngineThatNeedsThem(String engine, boolean isSetUp) {
		RedisAutoConfigurationFilter filter = new RedisAutoConfigurationFilter();
		filter.setEnvironment(new MockEnvironment().withProperty("roomcast.engine", engine));

		assertThat(filter.match(CLASSES, mock(AutoConfigurationMetadata.class))).containsExactly(true, isSetUp, false);
	}

}
