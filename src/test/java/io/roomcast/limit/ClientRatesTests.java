package io.roomcast.limit;

import java.time.Duration;

import io.roomcast.fanout.Traffic;
import io.roomcast.harness.Settings;
import io.roomcast.limit.ClientRates.Excess;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ClientRatesTests {

	private final TestTime time = new TestTime();

	private final Object alice = new Object();

	private final Object bob = new Object();

	@Test
	void clientThatSendsTooManyMessagesIsRefusedUntilItHasWaited() {
		ClientRates rates = rates("messages-per-second=10", "messages-burst=3");
		assertThat(send(rates, this.alice, 3)).isNull();

		Excess excess = rates.take(this.alice, 1, 5);

		assertThat(excess).isEqualTo(new Excess("too many messages, limit 10 a second, 3 at once",
				Traffic.Refused.MESSAGE_RATE, Duration.ofMillis(101), false));
		assertThat(rates.take(this.bob, 1, 5)).isNull();
		this.time.advance(Duration.ofMillis(101));
		assertThat(rates.take(this.alice, 1, 5)).isNull();
	}

	@Test
	void clientThatSendsTooManyBytesIsRefused() {
		ClientRates rates = rates("bytes-per-second=1000B", "bytes-burst=2000B");
		assertThat(rates.take(this.alice, 1, 2000)).isNull();

		Excess excess = rates.take(this.alice, 1, 500);

		assertThat(excess).isEqualTo(new Excess("too many bytes, limit 1000 a second, 2000 at once",
				Traffic.Refused.BYTE_RATE, Duration.ofMillis(501), false));
	}

	@Test
	void messageOverTheBurstTakesAllOfIt() {
		ClientRates rates = rates("bytes-per-second=1000B", "bytes-burst=2000B");

		assertThat(rates.take(this.alice, 1, 5000)).isNull();
		assertThat(rates.take(this.alice, 1, 1)).isNotNull();
	}

	@Test
	void listCostsAsManyMessagesAsItIsSaidTo() {
		ClientRates rates = rates("messages-per-second=1", "messages-burst=12");

		assertThat(rates.take(this.alice, 10, 5)).isNull();
		assertThat(rates.take(this.alice, 10, 5)).isNotNull();
		assertThat(send(rates, this.alice, 2)).isNull();
	}

	@Test
	void clientThatWasRefusedAsMuchAsItMaySendIsStubborn() {
		ClientRates rates = rates("messages-per-second=1", "messages-burst=3");
		send(rates, this.alice, 3);

		for (int i = 0; i < 3; i++) {
			assertThat(rates.take(this.alice, 1, 1)).matches((excess) -> !excess.isStubborn());
		}

		assertThat(rates.take(this.alice, 1, 1)).matches(Excess::isStubborn);
	}

	@Test
	void clientThatIsRefusedNowAndThenIsNotStubborn() {
		ClientRates rates = rates("messages-per-second=1", "messages-burst=3");
		send(rates, this.alice, 3);

		for (int i = 0; i < 100; i++) {
			Excess excess = rates.take(this.alice, 1, 1);
			assertThat(excess == null || !excess.isStubborn()).isTrue();
			this.time.advance(Duration.ofMillis(500));
		}
	}

	@Test
	void nothingIsLimitedByDefault() {
		assertThat(rates().areLimited()).isFalse();
		assertThat(rates().take(this.alice, 1_000_000, 1_000_000)).isNull();
	}

	@Test
	void nothingIsKeptOfAClientThatIsSilent() {
		ClientRates rates = rates("messages-per-second=1000", "messages-burst=1");
		rates.take(this.alice, 1, 1);
		assertThat(rates.known()).isEqualTo(1);

		await().untilAsserted(() -> assertThat(rates.known()).isZero());
	}

	private ClientRates rates(String... settings) {
		return new ClientRates(Settings.bind(LimitProperties.class, settings), this.time);
	}

	private static @Nullable Excess send(ClientRates rates, Object client, int messages) {
		Excess last = null;
		for (int i = 0; i < messages; i++) {
			last = rates.take(client, 1, 1);
		}
		return last;
	}

}
