package io.roomcast.ws;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.jayway.jsonpath.JsonPath;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.EventStreamReader;
import io.roomcast.harness.EventStreamReader.StreamEvent;
import io.roomcast.harness.Frame;
import io.roomcast.harness.Handshake;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.RawJsonClient;
import io.roomcast.harness.RawWebSocket;
import io.roomcast.harness.RunningChat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * How many clients and listeners there may be, in all and of one address, and how often
 * an address may connect. Each test has addresses of its own.
 */
class ConnectionLimitIntegrationTests {

	private static final int CLIENTS = 5;

	private static final int PER_ADDRESS = 2;

	private static final int BURST = 6;

	private static final int FULL = 1013;

	private static final int OVER_LIMIT = 4100;

	private static final String FORWARDED = "X-Forwarded-For: ";

	private static int lastAddress;

	@AutoClose
	private static final ChatServer server = ChatServer.start("server.forward-headers-strategy=native",
			"roomcast.limits.clients=" + CLIENTS, "roomcast.limits.clients-per-address=" + PER_ADDRESS,
			"roomcast.limits.connections-per-second=1", "roomcast.limits.connections-burst=" + BURST);

	private final String here = FORWARDED + "10.1.0." + ++lastAddress;

	private final List<AutoCloseable> opened = new ArrayList<>();

	@AfterEach
	void closeAll() throws Exception {
		for (AutoCloseable one : this.opened) {
			one.close();
		}
		awaitNobody(server);
	}

	@Test
	void oneMoreClientThanTheNodeTakesIsToldWhenToComeBack() throws IOException {
		double before = refused("clients");
		fill();

		Handshake plainText = Handshake.attempt(server.ws("/chat"), this.here);

		assertThat(plainText.status()).isEqualTo(503);
		assertThat(Integer.parseInt(plainText.header("Retry-After"))).isBetween(1, 10);
		assertThat(JsonPath.<String>read(plainText.body(), "$.code")).isEqualTo("too_many_clients");
		assertThat(JsonPath.<String>read(plainText.body(), "$.detail"))
			.isEqualTo("5 clients are connected to this node, limit 5");
		assertThatJsonIsRefused(server, "too_many_clients", FULL, this.here);
		assertThatListenerIsRefused("too_many_clients");
		assertThat(refused("clients")).isEqualTo(before + 3);
		assertThat(server.get("/ping").body()).isEqualTo("pong");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void placeOfAClientThatIsGoneIsFree(boolean json) throws Exception {
		fill();
		this.opened.remove(0).close();

		await().until(() -> Handshake.attempt(server.ws("/chat"), address(json ? 240 : 241)).isAccepted());
	}

	@Test
	void refusedHandshakeTakesNoPlace() throws IOException {
		for (int i = 0; i < CLIENTS + 1; i++) {
			assertThat(Handshake.attempt(server.ws("/chat?nick=server"), address(150 + i)).status()).isEqualTo(400);
		}

		fill();
	}

	@Test
	void jsonClientThatIsToldThatItIsRefusedTakesNoPlace() throws IOException {
		for (int i = 0; i < CLIENTS + 1; i++) {
			RawJsonClient refused = RawJsonClient.open(server.ws("/connect?nick=server"), address(170 + i));
			this.opened.add(refused.socket()::reset);
			assertThat(refused.next(JsonEvent.Refused.class).code()).isEqualTo("reserved_nick");
		}

		fill();
	}

	@Test
	void oneMoreConnectionThanAnAddressMayHaveIsRefused() throws IOException {
		double before = refused("address");
		join(this.here);
		listen(this.here);

		Handshake plainText = Handshake.attempt(server.ws("/chat"), this.here);

		assertThat(plainText.status()).isEqualTo(429);
		assertThat(Integer.parseInt(plainText.header("Retry-After"))).isBetween(1, 10);
		assertThat(JsonPath.<String>read(plainText.body(), "$.detail"))
			.isEqualTo("address " + this.here.substring(FORWARDED.length()) + " has 2 connections, limit 2");
		assertThatJsonIsRefused(server, "too_many_connections", OVER_LIMIT, this.here);
		assertThatListenerIsRefused("too_many_connections");
		assertThat(refused("address")).isEqualTo(before + 3);
		join(address(200));
	}

	@ParameterizedTest
	@CsvSource({ "2001:db8:1:1::1, 2001:db8:1:1:ffff::2", "2001:db8:1:2::1, [2001:db8:1:2::2]",
			"::ffff:10.2.0.1, 10.2.0.1" })
	void addressesOfOneSubscriberAreCountedTogether(String one, String other) throws IOException {
		join(FORWARDED + one);
		join(FORWARDED + other);

		assertThat(Handshake.attempt(server.ws("/chat"), FORWARDED + one).status()).isEqualTo(429);
	}

	@Test
	void addressThatConnectsTooOftenIsRefused() throws IOException {
		double before = refused("connection_rate");
		int attempts = 0;
		Handshake last = Handshake.attempt(server.ws("/chat?nick=server"), this.here);
		for (; last.status() == 400 && attempts < 100; attempts++) {
			last = Handshake.attempt(server.ws("/chat?nick=server"), this.here);
		}

		assertThat(attempts).isGreaterThanOrEqualTo(BURST - 1);
		assertThat(last.status()).isEqualTo(429);
		assertThat(last.header("Retry-After")).isEqualTo("1");
		assertThat(JsonPath.<String>read(last.body(), "$.code")).isEqualTo("rate_limited");
		assertThat(JsonPath.<String>read(last.body(), "$.detail")).endsWith("limit 1 a second, 6 at once");
		assertThat(refused("connection_rate")).isEqualTo(before + 1);
	}

	@Test
	void jsonClientOfAnAddressThatConnectsTooOftenIsTold() throws IOException {
		// Each of them costs the address one, whether it is let in or not.
		for (int i = 0; i < 2 * BURST; i++) {
			Handshake.attempt(server.ws("/chat?nick=server"), this.here);
		}

		assertThatJsonIsRefused(server, "rate_limited", OVER_LIMIT, this.here);
	}

	@Test
	void forwardedAddressCountsWithTheStrategyOfSpring() throws Exception {
		try (ChatServer framework = ChatServer.start("server.forward-headers-strategy=framework",
				"roomcast.limits.clients-per-address=1");
				RawWebSocket first = RawWebSocket.open(framework.ws("/chat"), this.here);
				RawWebSocket other = RawWebSocket.open(framework.ws("/chat"), address(1))) {
			assertThat(first.nextText()).startsWith("welcome");
			assertThat(other.nextText()).startsWith("welcome");

			assertThat(Handshake.attempt(framework.ws("/chat"), this.here).status()).isEqualTo(429);
		}
	}

	@Test
	void forwardedAddressIsIgnoredUnlessAProxyIsToldOf() throws Exception {
		ChatServer.whileRunning((direct) -> {
			try (RawWebSocket first = RawWebSocket.open(direct.ws("/chat"), this.here)) {
				assertThat(first.nextText()).startsWith("welcome");

				Handshake other = Handshake.attempt(direct.ws("/chat"), address(1));

				assertThat(other.status()).isEqualTo(429);
				assertThat(other.body()).contains("address 127.0.0.1 has 1 connections, limit 1");
			}
			awaitNobody(direct);
		}, "roomcast.limits.clients-per-address=1");
	}

	private void fill() throws IOException {
		for (int i = 0; i < CLIENTS - 1; i++) {
			// Each from another one.
			join(address(100 + ++lastAddress));
		}
		listen(address(100 + ++lastAddress));
	}

	private void join(String header) throws IOException {
		RawJsonClient client = RawJsonClient.open(server.ws("/chat"), header);
		this.opened.add(client.socket()::reset);
		client.next(JsonEvent.Hello.class);
	}

	private void listen(String header) throws IOException {
		EventStreamReader listener = EventStreamReader.open(server, "lobby", "", header);
		this.opened.add(listener);
		listener.next("welcome");
	}

	private void assertThatListenerIsRefused(String code) throws IOException {
		try (EventStreamReader listener = EventStreamReader.open(server, "lobby", "", this.here)) {
			assertThat(listener.header().get(0)).contains("200");
			StreamEvent error = listener.next("error");
			assertThat(error.field("code")).isEqualTo(code);
			assertThat(Integer.parseInt(error.field("retryAfterMillis"))).isPositive();
			assertThat(listener.nextOrEnd()).isNull();
		}
	}

	private static void assertThatJsonIsRefused(RunningChat chat, String code, int closeCode, String header)
			throws IOException {
		try (RawJsonClient client = RawJsonClient.open(chat.ws("/connect"), header)) {
			JsonEvent.Refused refused = client.next(JsonEvent.Refused.class);
			assertThat(refused.code()).isEqualTo(code);
			assertThat(refused.message()).contains("limit");
			Frame close = client.socket().nextClose();
			assertThat(close.closeCode()).isEqualTo(closeCode);
		}
	}

	private static void awaitNobody(RunningChat chat) {
		await().untilAsserted(() -> {
			assertThat(chat.clients()).isZero();
			assertThat(chat.meter("roomcast.listeners")).hasValue(0);
		});
	}

	private static double refused(String reason) {
		return server.meter("roomcast.refused?tag=reason:" + reason).orElseThrow();
	}

	private static String address(int last) {
		return FORWARDED + "10.9.0." + last;
	}

}
