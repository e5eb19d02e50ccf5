package io.roomcast.chat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.RawJsonClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients of both protocols in one room.
 */
class MixedProtocolIntegrationTests {

	private static final int SENDERS_OF_EACH_KIND = 3;

	private static final int TEXTS_EACH = 500;

	@AutoClose
	private static final ChatServer server = ChatServer.start();

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@AutoClose("shutdownNow")
	private final ExecutorService threads = Executors.newFixedThreadPool(2 * SENDERS_OF_EACH_KIND);

	@Test
	void everyClientGetsNoticesInItsProtocol() {
		ChatRecorder plain = this.clients.joinAs("plain");
		JsonChatRecorder json = this.clients.joinJsonAs("json");
		JsonChatRecorder leaver = this.clients.joinJsonAs("leaver");

		leaver.leave();

		assertThat(plain.nextText()).isEqualTo("leaver left");
		JsonEvent.Left left = json.next(JsonEvent.Left.class);
		assertThat(left.nick()).isEqualTo("leaver");
		assertThat(left.client()).isEqualTo(leaver.client());
	}

	@Test
	void plainTextReachesJsonClientsAsAMessage() {
		ChatRecorder plain = this.clients.joinAs("plain");
		JsonChatRecorder json = this.clients.joinJson();

		plain.send("hi");

		assertThat(plain.nextText()).isEqualTo("echo: hi");
		JsonEvent.Message heard = json.nextMessage();
		assertThat(heard.from()).isEqualTo("plain");
		assertThat(heard.text()).isEqualTo("hi");
		assertThat(heard.id()).isNull();
	}

	@Test
	void messageReachesPlainTextClientsAsText() {
		ChatRecorder plain = this.clients.join();
		JsonChatRecorder json = this.clients.joinJsonAs("json");

		json.say("hi", "c1");

		assertThat(plain.nextText()).isEqualTo("json: hi");
		assertThat(json.nextText()).isEqualTo("hi");
	}

	@Test
	void plainTextThatLooksLikeACommandIsOnlyText() {
		ChatRecorder plain = this.clients.join();
		JsonChatRecorder json = this.clients.joinJson();
		String text = "{\"type\":\"say\",\"text\":\"hi\",\"id\":\"c1\"}";

		plain.send(text);

		assertThat(plain.nextText()).isEqualTo("echo: " + text);
		assertThat(json.nextText()).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a\nb", "\r\n", "\"", "\\", "\\n", "😀", "é", "a\u2028b\u2029c",
			"\u0000\u0007\u001f", "\u007f\u0085", "\uFEFF", "\uFFFD", "</script>", "a\tb", "{\"a\":[1]}" })
	void everyTextArrivesUnchangedInBothDirections(String text) {
		ChatRecorder plain = this.clients.joinAs("plain");
		JsonChatRecorder json = this.clients.joinJsonAs("json");

		json.say(text);
		assertThat(plain.nextText()).isEqualTo("json: " + text);
		assertThat(json.nextText()).isEqualTo(text);
		plain.send(text);

		assertThat(plain.nextText()).isEqualTo("echo: " + text);
		assertThat(json.nextText()).isEqualTo(text);
	}

	@Test
	void bytesReachJsonClientsInBase64() {
		ChatRecorder plain = this.clients.joinAs("plain");
		JsonChatRecorder json = this.clients.joinJson();
		byte[] bytes = { 0, -1, 127, '"', '\n' };

		plain.send(bytes);

		assertThat(plain.nextBinary()).isEqualTo(bytes);
		JsonEvent.Message heard = json.nextMessage();
		assertThat(heard.from()).isEqualTo("plain");
		assertThat(heard.bytes()).isEqualTo(bytes);
	}

	@Test
	void jsonClientsMaySendBytes() {
		ChatRecorder plain = this.clients.join();
		JsonChatRecorder json = this.clients.joinJsonAs("json");
		byte[] bytes = { 1, 2, 3 };

		json.send(bytes);

		assertThat(plain.nextBinary()).isEqualTo(bytes);
		assertThat(json.nextMessage().bytes()).isEqualTo(bytes);
	}

	@Test
	void clientsOfBothProtocolsHearTheSameOrder() throws Exception {
		List<ChatRecorder> plain = Stream.generate(this.clients::join).limit(SENDERS_OF_EACH_KIND + 1).toList();
		List<JsonChatRecorder> json = Stream.generate(this.clients::joinJson).limit(SENDERS_OF_EACH_KIND + 1).toList();
		RawJsonClient raw = this.clients.joinRawJson("raw");

		List<Future<?>> sending = new ArrayList<>();
		for (int i = 0; i < SENDERS_OF_EACH_KIND; i++) {
			ChatRecorder plainSender = plain.get(i);
			JsonChatRecorder jsonSender = json.get(i);
			sending.add(this.threads.submit(() -> texts().forEach(plainSender::send)));
			sending.add(this.threads.submit(() -> texts().forEach((text) -> jsonSender.say(text, text))));
		}
		for (Future<?> one : sending) {
			one.get(30, TimeUnit.SECONDS);
		}

		List<String> order = heardBy(raw);
		assertThat(plain).allSatisfy((client) -> assertThat(heardBy(client)).isEqualTo(order));
		assertThat(json).allSatisfy((client) -> assertThat(heardBy(client)).isEqualTo(order));
	}

	private static Stream<String> texts() {
		return IntStream.range(0, TEXTS_EACH).mapToObj((i) -> "text " + i);
	}

	private static long total() {
		return 2L * SENDERS_OF_EACH_KIND * TEXTS_EACH;
	}

	private static List<String> heardBy(RawJsonClient client) throws IOException {
		List<String> heard = new ArrayList<>();
		for (long i = 0; i < total(); i++) {
			JsonEvent.Message message = client.next(JsonEvent.Message.class);
			heard.add(message.from() + ": " + message.text());
		}
		return heard;
	}

	private static List<String> heardBy(ChatRecorder client) {
		return Stream.generate(client::nextText)
			.limit(total())
			.map((text) -> text.replaceFirst("^echo: ", client.nick() + ": "))
			.toList();
	}

	private static List<String> heardBy(JsonChatRecorder client) {
		return Stream.generate(client::nextMessage)
			.limit(total())
			.map((message) -> message.from() + ": " + message.text())
			.toList();
	}

}
