package io.roomcast;

import io.roomcast.harness.ChatServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A value that makes no sense stops the start, and the message names the key, the value
 * and the limit.
 */
class ConfigurationIntegrationTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			roomcast.client.max-message-size | 0B  | roomcast.client.max-message-size is 0B, must be 1B to 64MB
			roomcast.client.max-message-size | 1GB | roomcast.client.max-message-size is 1073741824B, must be 1B to 64MB
			roomcast.client.send-timeout     | 0s  | roomcast.client.send-timeout is 0ms, must be 10ms to 24h
			roomcast.client.ping-interval    | 2d  | roomcast.client.ping-interval is 172800000ms, must be 10ms to 24h
			roomcast.room.log-entries        | 0   | roomcast.room.log-entries is 0, must be at least 1
			roomcast.room.write-size         | 0B  | roomcast.room.write-size is 0B, must be 1B to 1024MB
			roomcast.client.memory-budget    | -1B | roomcast.client.memory-budget is -1B, must be at least 0B
			roomcast.room.history-budget     | -1B | roomcast.room.history-budget is -1B, must be at least 0B
			roomcast.room.live-budget        | -1B | roomcast.room.live-budget is -1B, must be at least 0B
			roomcast.room.pump-threads       | -1  | roomcast.room.pump-threads is -1, must be 0 to 256
			""")
	void nonsenseStopsTheStart(String key, String value, String message) {
		assertThatThrownBy(() -> ChatServer.start(key + "=" + value)).rootCause().hasMessage(message);
	}

}
