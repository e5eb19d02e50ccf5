package io.roomcast.ops;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BuildTimeSettingsTests {

	@Test
	void settingsThatDecideWhichBeansThereAreCount() {
		Environment environment = new MockEnvironment().withProperty("roomcast.engine", "redis")
			.withProperty("management.server.port", "9000")
			.withProperty("management.endpoints.web.exposure.include", "health");

		assertThat(BuildTimeSettings.of(environment)).containsOnly(Map.entry("roomcast.engine", "redis"),
				Map.entry("management.server.port", "9000"),
				Map.entry("management.endpoints.web.exposure.include", "health"));
	}

	@Test
	void otherSettingsDoNotCount() {
		Environment environment = new MockEnvironment().withProperty("server.port", "9000")
			.withProperty("roomcast.client.grace", "5s")
			.withProperty("spring.data.redis.host", "redis.example.org")
			.withProperty("management.metrics.tags.node", "a");

		assertThat(BuildTimeSettings.of(environment)).isEmpty();
	}

	@Test
	void secretsDoNotCount() {
		Environment environment = new MockEnvironment().withProperty("roomcast.api.key", "topsecret")
			.withProperty("spring.security.oauth2.resourceserver.jwt.issuer-uri", "https://issuer.example.org");

		assertThat(BuildTimeSettings.of(environment)).isEmpty();
	}

	@Test
	void emptySettingIsNone() {
		Environment environment = new MockEnvironment().withProperty("management.server.port", "");

		assertThat(BuildTimeSettings.of(environment)).isEmpty();
	}

	@Test
	void variablesOfTheEnvironmentCount() {
		MockEnvironment environment = new MockEnvironment();
		environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("systemEnvironment", Map.of("ROOMCAST_ENGINE", "redis")));

		assertThat(BuildTimeSettings.of(environment)).containsOnly(Map.entry("roomcast.engine", "redis"));
	}

	@Test
	void otherValueStopsTheStart() {
		assertThatThrownBy(() -> BuildTimeSettingsCheck.check(Map.of("roomcast.engine", "memory"),
				Map.of("roomcast.engine", "redis")))
			.hasMessage("roomcast.engine is redis, was memory when the jar was built");
	}

	@Test
	void missingAndFurtherSettingsStopTheStart() {
		assertThatThrownBy(() -> BuildTimeSettingsCheck.check(Map.of("roomcast.engine", "redis"), Map.of()))
			.hasMessage("roomcast.engine is not given, was redis when the jar was built");
		assertThatThrownBy(() -> BuildTimeSettingsCheck.check(Map.of(), Map.of("management.server.port", "9000")))
			.hasMessage("management.server.port is 9000, was not given when the jar was built");
	}

	@Test
	void sameSettingsStart() {
		BuildTimeSettingsCheck.check(Map.of("roomcast.engine", "memory"), Map.of("roomcast.engine", "memory"));
	}

}
