package io.roomcast.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import io.roomcast.harness.ChatServer;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonCommand;
import io.roomcast.harness.RoomApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A room with ten thousand messages on the chat page. What makes it smooth is that the
 * document stays small: that is asserted. How long the browser was busy at a time depends
 * on the machine: that is written to {@code target/screenshots/long-talk.md}.
 */
class LongTalkTests {

	private static final int MESSAGES = 10_000;

	/** How many rows and elements the document has at most. */
	private static final int ROWS = 400;

	private static final int ELEMENTS = 5_000;

	private static final String COUNT_LONG_TASKS = """
			window.longTasks = [];
			new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => longTasks.push(duration)))
			  .observe({ type: "longtask" });
			window.mostRows = 0;
			const count = () => { mostRows = Math.max(mostRows, document.querySelectorAll("#messages > li").length); };
			new MutationObserver(count).observe(document.getElementById("messages"), { childList: true });
			""";

	@AutoClose
	private static final Browsers browsers = new Browsers();

	@AutoClose
	private final ChatServer server = ChatServer.start(RoomApi.KEY_PROPERTY, "roomcast.room.history-entries=20000",
			"roomcast.room.history-size=64MB");

	@AfterEach
	void takeBrowsersBack() {
		browsers.takeBack();
	}

	@Test
	void tenThousandMessagesAreScrolledInASmallDocument() throws IOException {
		ChatPage witness = enter("witness");
		witness.run(COUNT_LONG_TASKS);
		sayAll(MESSAGES);

		awaitTheLast(witness);
		String whileHearing = report(witness, "10,000 messages arrive");
		scrollToTheFirst(witness);
		String known = report(witness, "back to the first, all known");
		witness.run("document.getElementById('latest').click()");
		awaitTheLast(witness);
		ChatPage latecomer = enter("latecomer");
		latecomer.run(COUNT_LONG_TASKS);
		scrollToTheFirst(latecomer);
		String asked = report(latecomer, "back to the first, asked for page by page");

		Path directory = Files.createDirectories(Path.of("target", "screenshots"));
		Files.writeString(directory.resolve("long-talk.md"),
				"| what | rows at most | elements | tasks over 50 ms | longest |\n| --- | --- | --- | --- | --- |\n"
						+ whileHearing + known + asked);
	}

	@Test
	void rowsStayInPlaceWhenOlderOnesAreAdded() {
		sayAll(1_000);
		ChatPage reader = enter("reader");
		reader.await("a page", () -> reader.number("document.querySelectorAll('#messages > li').length") > 20);

		Object moved = reader.driver()
			.executeAsyncScript(
					"""
							const done = arguments[0];
							const log = document.getElementById("log");
							log.scrollTop = 300;
							requestAnimationFrame(() => requestAnimationFrame(() => {
							  const row = [...document.querySelectorAll("#messages > li")].find((one) => one.getBoundingClientRect().top > 200);
							  const before = row.getBoundingClientRect().top;
							  const rows = document.querySelectorAll("#messages > li").length;
							  const look = () => document.querySelectorAll("#messages > li").length > rows
							    ? done(Math.abs(row.getBoundingClientRect().top - before)) : requestAnimationFrame(look);
							  log.scrollTop -= 1;
							  look();
							}));
							""");

		assertThat(((Number) Objects.requireNonNull(moved)).doubleValue()).isLessThan(4);
	}

	private ChatPage enter(String nick) {
		return ChatPage.enter(browsers.take(), this.server.http("/"), nick, "archive");
	}

	private void sayAll(int messages) {
		try (JsonChatRecorder speaker = new JsonChatRecorder()) {
			speaker.connect(this.server.ws("/connect"));
			speaker.joinRoom("archive");
			for (int number = 1; number <= messages; number++) {
				speaker.send(JsonCommand.say("text " + number).in("archive"));
			}
			for (int number = 1; number <= messages; number++) {
				assertThat(speaker.nextText("archive")).isEqualTo("text " + number);
			}
		}
	}

	private static void awaitTheLast(ChatPage page) {
		page.await("the last message",
				() -> page.number("[...document.querySelectorAll('#messages .bubble')].at(-1)?.textContent === 'text "
						+ MESSAGES + "' ? 1 : 0") == 1);
	}

	private static void scrollToTheFirst(ChatPage page) {
		page.await("the first message", () -> {
			page.run("document.getElementById('log').scrollTop = 0");
			return page.text("#messages .bubble").equals("text 1");
		});
		page.awaitText("#log-start", "Older messages are not kept");
	}

	private static String report(ChatPage page, String what) {
		long rows = page.number("mostRows");
		long elements = page.number("document.querySelectorAll('*').length");
		assertThat(rows).as(what).isPositive().isLessThanOrEqualTo(ROWS);
		assertThat(elements).as(what).isLessThan(ELEMENTS);
		return "| " + what + " | " + rows + " | " + elements + " | " + page.number("longTasks.length") + " | "
				+ page.number("Math.round(Math.max(0, ...longTasks.splice(0)))") + " ms |\n";
	}

}
