package io.roomcast.engine.redis;

import java.time.Duration;

import com.jayway.jsonpath.JsonPath;
import io.lettuce.core.resource.ClientResources;
import io.roomcast.RoomcastApplication;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.TestRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class RedisStartIntegrationTests {

	@Test
	void memoryEngineHasNothingOfRedis() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(RoomcastApplication.class)
			.registerShutdownHook(false)
			.run("--server.port=0")) {
			assertThat(context.getBeansOfType(RedisConnectionFactory.class)).isEmpty();
			assertThat(context.getBeansOfType(ClientResources.class)).isEmpty();
			assertThat(context.getBeansOfType(RedisLink.class)).isEmpty();
		}
	}

	@Test
	void serviceStartsWithoutItsRedisAndConnectsWhenItIsThere() throws Exception {
		try (TestRedis redis = TestRedis.start()) {
			redis.kill();
			try (ChatServer server = ChatServer.start("roomcast.engine=redis",
					"spring.data.redis.port=" + redis.port())) {
				assertThat(status(server, "/actuator/health")).isEqualTo("DOWN");
				assertThat(status(server, "/actuator/health/liveness")).isEqualTo("UP");

				redis.startAgain();

				await().atMost(Duration.ofSeconds(20))
					.untilAsserted(() -> assertThat(status(server, "/actuator/health/readiness")).isEqualTo("UP"));
			}
		}
	}

	private static String status(ChatServer server, String path) {
		return JsonPath.read(server.get(path).body(), "$.status");
	}

}
