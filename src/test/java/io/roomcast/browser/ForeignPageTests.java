package io.roomcast.browser;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.RoomApi;
import io.roomcast.harness.TcpProxy;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.chrome.ChromeDriver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The client in the page of another origin, which is served by another server.
 */
class ForeignPageTests {

	private static final String PAGE = """
			<!DOCTYPE html>
			<script type="module">
			import { connect } from "%1$s/roomcast.js";
			const kitchen = connect("%1$s", { nick: "page" }).join("kitchen");
			kitchen.addEventListener("message", ({ from, text }) => { document.title += `${from}: ${text};`; });
			kitchen.say("hello");
			</script>
			""";

	private static final String LISTENING_PAGE = """
			<!DOCTYPE html>
			<script>
			fetch("%1$s/rooms/kitchen/messages").then((answer) => answer.json()).then(({ messages }) => {
				document.title += `read ${messages.map(({ text }) => text)};`;
				const source = new EventSource("%1$s/rooms/kitchen/events");
				source.onopen = () => { document.title += "open;"; };
				source.onmessage = ({ data }) => {
					const event = JSON.parse(data);
					if (event.type === "message") document.title += `${event.from}: ${event.text};`;
				};
			});
			</script>
			""";

	@AutoClose
	private static final Browsers browsers = new Browsers();

	@AutoClose
	private final Foreign foreign = new Foreign();

	ForeignPageTests() throws IOException {
	}

	@AfterEach
	void takeBrowsersBack() {
		browsers.takeBack();
	}

	@Test
	void pageOfAnAllowedOriginTalks() {
		try (ChatServer server = ChatServer.start(RoomApi.KEY_PROPERTY,
				"roomcast.client.allowed-origins=" + this.foreign.origin())) {
			ChromeDriver driver = open(PAGE.formatted(server.http("")));

			Awaitility.await().until(() -> "page: hello;".equals(driver.getTitle()));
			RoomApi.named(server, "kitchen").say("welcome");

			Awaitility.await().until(() -> "page: hello;server: welcome;".equals(driver.getTitle()));
		}
	}

	@Test
	void pageOfAnyOtherOriginIsNotLetIn() {
		try (ChatServer server = ChatServer.start()) {
			ChromeDriver driver = open(
					"""
							<!DOCTYPE html>
							<script type="module">
							import { connect } from "%1$s/roomcast.js";
							connect("%1$s").addEventListener("state", ({ state, code }) => { document.title = `${state} ${code}`; });
							</script>
							"""
						.formatted(server.http("")));

			Awaitility.await().until(() -> "closed 4003".equals(driver.getTitle()));
			assertThat(server.clients()).isZero();
		}
	}

	@Test
	void pageThatOnlyListensReadsWhatWasSaidAndMissesNothing() throws IOException {
		try (ChatServer server = ChatServer.start(RoomApi.KEY_PROPERTY,
				"roomcast.client.allowed-origins=" + this.foreign.origin()); TcpProxy proxy = TcpProxy.before(server)) {
			RoomApi kitchen = RoomApi.named(server, "kitchen");
			kitchen.say("before");
			ChromeDriver driver = open(LISTENING_PAGE.formatted(proxy.http("")));
			await(driver, "read before;open;");
			kitchen.say("live");
			await(driver, "read before;open;server: live;");

			proxy.refuse(true);
			proxy.cut();
			kitchen.say("missed");
			proxy.refuse(false);

			await(driver, "read before;open;server: live;open;server: missed;");
		}
	}

	private static void await(ChromeDriver driver, String title) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(driver.getTitle()).isEqualTo(title));
	}

	private ChromeDriver open(String page) {
		ChromeDriver driver = browsers.take();
		this.foreign.serve(page);
		driver.get(this.foreign.origin());
		return driver;
	}

	/**
	 * A server of one page.
	 */
	private static final class Foreign implements AutoCloseable {

		private final HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
				0);

		private volatile byte[] page = {};

		Foreign() throws IOException {
			this.http.createContext("/", this::answer);
			this.http.start();
		}

		String origin() {
			return "http://127.0.0.1:" + this.http.getAddress().getPort();
		}

		void serve(String html) {
			this.page = html.getBytes(StandardCharsets.UTF_8);
		}

		@Override
		public void close() {
			this.http.stop(0);
		}

		private void answer(HttpExchange exchange) throws IOException {
			exchange.getResponseHeaders().set("Content-Type", "text/html");
			exchange.sendResponseHeaders(200, this.page.length);
			try (OutputStream out = exchange.getResponseBody()) {
				out.write(this.page);
			}
		}

	}

}
