package io.roomcast.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.roomcast.fanout.Traffic;
import io.roomcast.harness.Settings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionLimitsTests {

	private static final String HERE = "10.0.0.1";

	private static final String ELSEWHERE = "10.0.0.2";

	private final TestTime time = new TestTime();

	@Test
	void oneMoreThanTheNodeTakesIsRefused() {
		ConnectionLimits limits = limits("clients=2");
		ConnectionPermit first = connect(limits, HERE);
		connect(limits, HERE);

		assertThat(refused(limits, ELSEWHERE).counted()).isEqualTo(Traffic.Refused.CLIENTS);

		first.release();
		connect(limits, ELSEWHERE);
	}

	@Test
	void oneMoreThanAnAddressMayHaveIsRefused() {
		ConnectionLimits limits = limits("clients=10", "clients-per-address=2");
		ConnectionPermit first = connect(limits, HERE);
		connect(limits, HERE);

		ConnectionAnswer.Refused refused = refused(limits, HERE);

		assertThat(refused.counted()).isEqualTo(Traffic.Refused.ADDRESS);
		assertThat(refused.refusal().sentence()).isEqualTo("address 10.0.0.1 has 2 connections, limit 2");
		connect(limits, ELSEWHERE);
		first.release();
		connect(limits, HERE);
	}

	@Test
	void whoeverIsRefusedByAddressTakesNoPlaceOfTheNode() {
		ConnectionLimits limits = limits("clients=2", "clients-per-address=1");
		connect(limits, HERE);

		refused(limits, HERE);

		connect(limits, ELSEWHERE);
	}

	@Test
	void addressThatConnectsTooOftenIsRefusedUntilItHasWaited() {
		ConnectionLimits limits = limits("clients=10", "connections-per-second=2", "connections-burst=3");
		for (int i = 0; i < 3; i++) {
			connect(limits, HERE);
		}

		ConnectionAnswer.Refused refused = refused(limits, HERE);

		assertThat(refused.counted()).isEqualTo(Traffic.Refused.CONNECTION_RATE);
		assertThat(refused.refusal().sentence())
			.isEqualTo("address 10.0.0.1 connects too often, limit 2 a second, 3 at once");
		assertThat(refused.refusal().retryAfter()).isBetween(Duration.ofMillis(500), Duration.ofMillis(501));
		connect(limits, ELSEWHERE);
		this.time.advance(Duration.ofMillis(500));
		connect(limits, HERE);
		refused(limits, HERE);
	}

	@Test
	void nothingIsKeptOfAnAddressWithoutConnections() {
		ConnectionLimits limits = limits("clients=1000", "clients-per-address=10");
		List<ConnectionPermit> permits = new ArrayList<>();
		for (int i = 0; i < 500; i++) {
			permits.add(connect(limits, "10.0.0." + i % 250));
		}
		assertThat(limits.knownAddresses()).isEqualTo(250);

		permits.forEach(ConnectionPermit::release);

		assertThat(limits.knownAddresses()).isZero();
		assertThat(limits.clients()).isZero();
	}

	@Test
	void onlySoManyAreToldAtOnceThatTheyAreRefused() {
		ConnectionLimits limits = limits("clients=1");
		List<ConnectionPermit> told = new ArrayList<>();
		for (ConnectionPermit permit = limits.connectToBeRefused(); permit != null; permit = limits
			.connectToBeRefused()) {
			told.add(permit);
		}

		assertThat(told).hasSizeBetween(8, 500);
		told.get(0).release();
		assertThat(limits.connectToBeRefused()).isNotNull();
		assertThat(limits.clients()).isZero();
	}

	private ConnectionLimits limits(String... settings) {
		return new ConnectionLimits(Settings.bind(LimitProperties.class, settings), this.time);
	}

	private static ConnectionPermit connect(ConnectionLimits limits, String address) {
		ConnectionAnswer answer = limits.connect(address);
		assertThat(answer).isInstanceOf(ConnectionAnswer.Granted.class);
		return ((ConnectionAnswer.Granted) answer).permit();
	}

	private static ConnectionAnswer.Refused refused(ConnectionLimits limits, String address) {
		ConnectionAnswer answer = limits.connect(address);
		assertThat(answer).isInstanceOf(ConnectionAnswer.Refused.class);
		return (ConnectionAnswer.Refused) answer;
	}

}
