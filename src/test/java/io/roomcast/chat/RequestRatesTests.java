package io.roomcast.chat;

import java.util.Set;

import io.roomcast.fanout.Traffic;
import io.roomcast.limit.TestRates;
import io.roomcast.protocol.Body;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RequestRatesTests {

	private static final Body HI = new Body.Text("hi");

	private final Traffic traffic = new Traffic();

	private final RequestRates rates = new RequestRates(
			TestRates.of("messages-per-second=1", "messages-burst=2", "bytes-per-second=1B", "bytes-burst=1000B"),
			this.traffic);

	@Test
	void somebodyWithATokenIsRefusedOverTheRate() {
		assertThat(this.rates.check(person("alice"), HI)).isNull();
		assertThat(this.rates.check(person("alice"), HI)).isNull();

		assertThat(this.rates.check(person("alice"), HI)).isNotNull()
			.extracting(Refusal::reason)
			.isEqualTo(Reason.RATE_LIMITED);
		assertThat(this.traffic.refused(Traffic.Refused.MESSAGE_RATE)).isEqualTo(1);
		assertThat(this.rates.check(person("bob"), HI)).isNull();
	}

	@Test
	void bytesCountAlso() {
		assertThat(this.rates.check(person("alice"), new Body.Bytes(new byte[1000]))).isNull();

		assertThat(this.rates.check(person("alice"), new Body.Data("[1]"))).isNotNull();
		assertThat(this.traffic.refused(Traffic.Refused.BYTE_RATE)).isEqualTo(1);
	}

	@Test
	void operatorIsNeverRefused() {
		for (int i = 0; i < 10; i++) {
			assertThat(this.rates.check(Identity.OPERATOR, HI)).isNull();
			assertThat(this.rates.check(null, HI)).isNull();
		}
	}

	private static Identity person(String subject) {
		return new Identity(subject, subject, RoomNames.all(), RoomNames.all(), Set.of(), null);
	}

}
