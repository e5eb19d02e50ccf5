package io.roomcast.container;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

import com.jayway.jsonpath.JsonPath;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Handshake;
import io.roomcast.harness.Problem;
import io.roomcast.harness.RawHttp;
import io.roomcast.harness.RoomApi;
import io.roomcast.harness.RunningChat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Plain HTTP clients that ask for much and do not read it.
 */
@Tag("alone")
class SlowReaderIntegrationTests {

	private static final int MORE_THAN_THERE_ARE_THREADS = 100;

	private static final int MESSAGES = 60;

	private static final int MESSAGE_BYTES = 60_000;

	private static final int PAGE_LIMIT = 1 << 20;

	private static final String[] LARGE_HISTORY = { RoomApi.KEY_PROPERTY, "roomcast.room.history-size=8MB" };

	private static final String ALL = "/messages?limit=1000";

	private static final String MORE_THAN_THE_KERNEL_BUFFERS = RawHttp.request("GET /rooms/large" + ALL).repeat(10);

	@AutoClose
	private static final ChatServer server = ChatServer.start(LARGE_HISTORY);

	private static final RoomApi room = RoomApi.named(server, "large");

	private final List<RawHttp> readers = new ArrayList<>();

	@BeforeAll
	static void fill() {
		fill(room);
	}

	@AfterEach
	void close() throws IOException {
		for (RawHttp reader : this.readers) {
			reader.close();
		}
	}

	@Test
	void readersThatNeverReadBlockNoOtherRequest() throws IOException {
		askAndDoNotRead(server, MORE_THAN_THERE_ARE_THREADS);

		assertThat(server.get("/ping").body()).isEqualTo("pong");
		assertThat(Handshake.attempt(server.ws("/chat")).isAccepted()).isTrue();
	}

	@Test
	void pageIsBoundedInBytesToo() {
		List<String> texts = new ArrayList<>();
		String since = "";
		boolean more = true;
		while (more) {
			String page = room.get(ALL + since).body();
			assertThat(page).hasSizeLessThan(PAGE_LIMIT + 1024);
			texts.addAll(JsonPath.read(page, "$.messages[*].text"));
			more = JsonPath.read(page, "$.more");
			since = "&since=" + JsonPath.read(page, "$.cursor");
		}

		assertThat(texts).hasSize(MESSAGES).doesNotHaveDuplicates();
	}

	@Test
	void answersOverTheirBudgetAreRefusedUntilReadersClose() throws Exception {
		ChatServer.whileRunning((chat) -> {
			RoomApi large = fill(RoomApi.named(chat, "large"));

			HttpResponse<String> refused = await().until(() -> getAfterOneMoreReader(chat, large),
					(page) -> page.statusCode() == 503);

			assertThat(Problem.of(refused).detail()).contains("2097152");
			assertThat(refused.headers().firstValue("Retry-After")).contains("1");
			assertThat(chat.get("/ping").body()).isEqualTo("pong");
			close();
			await().until(() -> large.get(ALL).statusCode() == 200);
		}, with("roomcast.memory.answer-budget=2MB"));
	}

	@Test
	void stalledReaderIsDisconnected() throws Exception {
		ChatServer.whileRunning((chat) -> {
			fill(RoomApi.named(chat, "large"));
			RawHttp reader = open(chat);
			reader.send(MORE_THAN_THE_KERNEL_BUFFERS);

			// By writing, as a client that reads is not stalled.
			await().until(() -> reader.isCutAfter("\r\n"));
		}, with("server.jetty.connection-idle-timeout=500ms"));
	}

	private HttpResponse<String> getAfterOneMoreReader(RunningChat chat, RoomApi large) throws IOException {
		open(chat).send(MORE_THAN_THE_KERNEL_BUFFERS);
		return large.get(ALL);
	}

	private void askAndDoNotRead(RunningChat chat, int times) throws IOException {
		for (int i = 0; i < times; i++) {
			open(chat).send(MORE_THAN_THE_KERNEL_BUFFERS);
		}
	}

	private RawHttp open(RunningChat chat) throws IOException {
		RawHttp reader = RawHttp.open(chat);
		this.readers.add(reader);
		return reader;
	}

	private static RoomApi fill(RoomApi room) {
		for (int number = 1; number <= MESSAGES; number++) {
			assertThat(room.say(number + "x".repeat(MESSAGE_BYTES)).statusCode()).isEqualTo(201);
		}
		return room;
	}

	private static String[] with(String... properties) {
		List<String> all = new ArrayList<>(List.of(LARGE_HISTORY));
		all.addAll(List.of(properties));
		return all.toArray(String[]::new);
	}

}
