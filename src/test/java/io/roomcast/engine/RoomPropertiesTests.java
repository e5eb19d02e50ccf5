package io.roomcast.engine;

import java.time.Duration;

import io.roomcast.harness.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RoomPropertiesTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			log-entries     | 0    | roomcast.room.log-entries is 0, must be at least 1
			lag-entries     | 0    | roomcast.room.lag-entries is 0, must be at least 1
			notices-up-to   | -1   | roomcast.room.notices-up-to is -1, must be at least 0
			history-entries | -1   | roomcast.room.history-entries is -1, must be at least 0
			write-size      | 0B   | roomcast.room.write-size is 0B, must be 1B to 1024MB
			history-size    | 2GB  | roomcast.room.history-size is 2147483648B, must be 0B to 1024MB
			history-ttl     | 366d | roomcast.room.history-ttl is 31622400000ms, must be 0s to 365d
			pump-threads    | -1   | roomcast.room.pump-threads is -1, must be 0 to 256
			""")
	void valueOutsideItsBoundsIsRefused(String key, String value, String message) {
		assertThatThrownBy(() -> Settings.bind(RoomProperties.class, key + "=" + value)).rootCause()
			.hasMessage(message);
	}

	@Test
	void durationWithoutUnitIsInSeconds() {
		assertThat(Settings.bind(RoomProperties.class, "history-ttl=90").historyTtl())
			.isEqualTo(Duration.ofSeconds(90));
	}

	@ParameterizedTest
	@CsvSource({ "history-size, history-budget", "log-size, live-budget" })
	void boundOfOneRoomOverTheBudgetOfAllIsRefused(String key, String budget) {
		RoomProperties rooms = Settings.bind(RoomProperties.class, key + "=2MB");
		MemoryProperties memory = Settings.bind(MemoryProperties.class, budget + "=1MB");

		assertThatThrownBy(() -> rooms.limits(memory)).hasMessage("Property roomcast.room." + key
				+ " with value '2097152B' is invalid: it is more than all rooms may take together, roomcast.memory."
				+ budget + " is 1048576B");
	}

	@Test
	void boundOfOneRoomOverADefaultBudgetIsAccepted() {
		RoomProperties rooms = Settings.bind(RoomProperties.class, "history-size=1GB", "log-size=1GB");

		assertThatCode(() -> rooms.limits(Settings.bind(MemoryProperties.class))).doesNotThrowAnyException();
	}

}
