package io.roomcast.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import io.roomcast.harness.ChatServer;
import io.roomcast.harness.RunningChat;
import io.roomcast.harness.TcpProxy;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A trial in which nothing fails finds nothing wrong.
 */
class TrialIntegrationTests {

	@AutoClose
	private static final ChatServer server = ChatServer.start();

	@Test
	void trialWithoutAFaultHasNoFlaw() throws IOException {
		try (Trial trial = Trial.start("none", List.of(server))) {
			trial.talkOn();
			trial.heal(Duration.ofSeconds(5));
			TrialResult result = TrialVerdict.of(trial);

			assertThat(result.receipted()).isEqualTo(result.said()).isGreaterThan(50);
			assertThat(result.delivered()).isGreaterThan(result.said());
			assertThat(result.refused()).isZero();
			assertThat(result.gaps()).isZero();
		}
	}

	@Test
	void clientThatDepartsIsListedNoMore() throws IOException {
		try (Trial trial = Trial.start("a client departs", List.of(server))) {
			String nick = trial.depart(0);
			trial.talkOn();
			TrialVerdict.of(trial);

			assertThat(trial.crowd().all()).filteredOn((client) -> !client.speaker().name().equals(nick))
				.allSatisfy((client) -> assertThat(client.heardLeaving()).contains(nick));
		}
	}

	@Test
	void clientsThatAreCutComeBack() throws IOException {
		try (TcpProxy proxy = TcpProxy.before(server);
				Trial trial = Trial.start("clients are cut", List.of(new ByWayOf(proxy)))) {
			trial.lose(0);
			proxy.cut();
			trial.heal(Duration.ofSeconds(5));
			TrialResult result = TrialVerdict.of(trial);

			assertThat(result.gaps()).isZero();
			assertThat(trial.losses()).isEqualTo(2);
			assertThat(trial.heardLeaving()).doesNotContain("json-0-0", "json-0-1");
		}
	}

	/**
	 * The server as it is behind a proxy.
	 */
	private record ByWayOf(TcpProxy proxy) implements RunningChat {

		@Override
		public int port() {
			return this.proxy.port();
		}

		@Override
		public boolean isRunning() {
			return true;
		}

		@Override
		public void close() {
		}

	}

}
