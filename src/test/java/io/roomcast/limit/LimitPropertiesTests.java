package io.roomcast.limit;

import io.roomcast.harness.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LimitPropertiesTests {

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { "clients=0; clients is 0, must be 1 to 10000000",
			"clients-per-address=-1; clients-per-address is -1, must be 0 to 10000000",
			"connections-per-second=10000001; connections-per-second is 10000001, must be 0 to 10000000",
			"connections-burst=0; connections-burst is 0, must be 1 to 10000000",
			"messages-per-second=-1; messages-per-second is -1, must be 0 to 10000000",
			"messages-burst=0; messages-burst is 0, must be 1 to 10000000",
			"bytes-per-second=-1B; bytes-per-second is -1B, must be 0B to 512MB",
			"bytes-per-second=513MB; bytes-per-second is 537919488B, must be 0B to 512MB",
			"bytes-burst=0B; bytes-burst is 0B, must be 1B to 512MB", "rooms=-1; rooms is -1, must be 0 to 10000000" })
	void valueOutsideItsBoundsIsRefused(String setting, String message) {
		assertThatThrownBy(() -> Settings.bind(LimitProperties.class, setting)).rootCause()
			.hasMessage("roomcast.limits." + message);
	}

	@Test
	void moreConnectionsThanClientsHaveFileDescriptors() {
		assertThat(FileDescriptors.forClients(1)).isEqualTo(1);
		assertThat(FileDescriptors.forClients(100)).isEqualTo(84);
		assertThat(FileDescriptors.forClients(4000)).isEqualTo(3600);
		assertThat(FileDescriptors.forClients(1_000_000)).isEqualTo(999_000);
	}

	@Test
	void zeroIsNoLimitOfRooms() {
		assertThat(Settings.bind(LimitProperties.class, "rooms=0").maxRooms()).isEqualTo(Integer.MAX_VALUE);
	}

}
