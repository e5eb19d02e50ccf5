package io.roomcast.limit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClientAddressTests {

	@ParameterizedTest
	@CsvSource({ "2001:db8:1:2::1, 2001:db8:1:2:ffff:ffff:ffff:ffff", "[2001:db8:1:2::1], 2001:db8:1:2::9",
			"fe80::1%eth0, fe80::2", "::ffff:10.1.2.3, 10.1.2.3", "::ffff:a01:203, 10.1.2.3" })
	void addressesOfOneSubscriberAreOne(String one, String other) {
		assertThat(ClientAddress.parse(one)).isEqualTo(ClientAddress.parse(other));
	}

	@ParameterizedTest
	@CsvSource({ "10.1.2.3, 10.1.2.4", "2001:db8:1:2::1, 2001:db8:1:3::1", "10.1.2.3, 2001:db8:1:2::1", "0.0.0.0, ::" })
	void addressesOfTwoSubscribersAreTwo(String one, String other) {
		assertThat(ClientAddress.parse(one)).isNotEqualTo(ClientAddress.parse(other));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "unknown", "_hidden", "localhost", "example.org", "999.1.1.1", "1.2.3", "10.1.2.3:80",
			":::", "a:b", "1.2.3.4.5", "\n" })
	void whatIsNoAddressIsOneForAll(String text) {
		assertThat(ClientAddress.parse(text)).hasToString("unknown");
	}

	@Test
	void addressIsShownAsFarAsItCounts() {
		assertThat(ClientAddress.parse("192.168.0.255")).hasToString("192.168.0.255");
		assertThat(ClientAddress.parse("2001:db8:1:2::1")).hasToString("2001:db8:1:2::/64");
	}

}
