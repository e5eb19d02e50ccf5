package io.roomcast.chat;

import java.time.Duration;

import io.roomcast.harness.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClientPropertiesTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			max-message-size | 0B   | roomcast.client.max-message-size is 0B, must be 1B to 64MB
			max-message-size | 1GB  | roomcast.client.max-message-size is 1073741824B, must be 1B to 64MB
			send-buffer-size | 1KB  | roomcast.client.send-buffer-size is 1024B, must be 4KB to 64MB
			send-timeout     | 0    | roomcast.client.send-timeout is 0ms, must be 100ms to 24h
			ping-interval    | 2d   | roomcast.client.ping-interval is 172800000ms, must be 100ms to 24h
			pong-timeout     | 99ms | roomcast.client.pong-timeout is 99ms, must be 100ms to 24h
			close-timeout    | -1s  | roomcast.client.close-timeout is -1000ms, must be 100ms to 24h
			shutdown-timeout | 25h  | roomcast.client.shutdown-timeout is 90000000ms, must be 100ms to 24h
			""")
	void valueOutsideItsBoundsIsRefused(String key, String value, String message) {
		assertThatThrownBy(() -> bind(key, value)).rootCause().hasMessage(message);
	}

	@Test
	void durationWithoutUnitIsInSeconds() {
		assertThat(bind("ping-interval", "20").pingInterval()).isEqualTo(Duration.ofSeconds(20));
	}

	@ParameterizedTest
	@CsvSource({ "100ms, 1", "1s, 1", "1001ms, 2", "25s, 25" })
	void clientsAreToldThePingIntervalInWholeSecondsRoundedUp(String interval, long seconds) {
		assertThat(bind("ping-interval", interval).pingSeconds()).isEqualTo(seconds);
	}

	@ParameterizedTest
	@ValueSource(strings = { "*", "https://example.org", "http://localhost:3000", "http://[::1]:8080", "http://my_host",
			"chrome-extension://abcdef", "https://EXAMPLE.org", "https://example.org:80" })
	void validOriginIsAccepted(String origin) {
		assertThat(bind("allowed-origins", origin).allowedOrigins()).containsExactly(origin);
	}

	@ParameterizedTest
	@ValueSource(strings = { "example.org", "https://example.org/", "https://example.org/chat", "https://*.example.org",
			"https://example.org:443", "http://example.org:80", "https://user@example.org", "null", "https://",
			"https://example.org?x", "https://example.org:port" })
	void invalidOriginIsRefused(String origin) {
		assertThatThrownBy(() -> bind("allowed-origins", origin)).rootCause()
			.hasMessageContaining("roomcast.client.allowed-origins has '" + origin + "'")
			.hasMessageContaining("must be like https://example.org");
	}

	private static ClientProperties bind(String key, String value) {
		return Settings.bind(ClientProperties.class, key + "=" + value);
	}

}
