package io.roomcast.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs the client that the manual shows, as it stands there, in Node. Skipped on machines
 * without a Node that has a WebSocket.
 */
class ProtocolClientTests {

	private static final Path MANUAL = Path.of("src/docs/PROTOCOL.md");

	private static final Pattern BLOCK = Pattern.compile("^```js\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

	private static final int LONGEST_BLOCK = 60;

	private static final List<String> ROOMS = List.of("red", "blue");

	private static final int TEXTS = 200;

	private static final int CUTS = 8;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final String LAST_TEXT = "that is all";

	/** Says numbers in two rooms, and ends when it has heard the last text in both. */
	private static final String TALKER = """
			const [url, count, lastText] = process.argv.slice(2);
			const print = (event) => console.log(JSON.stringify(event));
			let open = 2;
			const client = new RoomcastClient(url, (event) => {
			  print(event);
			  if (event.text === lastText && --open === 0) client.close();
			});
			client.join('red', { nick: 'script' });
			client.join('blue', { nick: 'script' });
			const says = [];
			for (let n = 0; n < count; n++) {
			  says.push(client.say(n % 2 ? 'red' : 'blue', { text: String(n) }));
			  if (n % 20 === 19) await new Promise((resolve) => setTimeout(resolve, 5));
			}
			await Promise.all(says);
			print({ type: 'done' });
			""";

	/** Only listens, and is impatient. */
	private static final String LISTENER = """
			const [url] = process.argv.slice(2);
			const client = new RoomcastClient(url, (event) => console.log(JSON.stringify(event)));
			client.slackMillis = 2_000;
			client.join('red', { nick: 'script' });
			""";

	private static final List<String> NODE = NodeProcess.command();

	@AutoClose
	private final ChatServer server = ChatServer.start(RoomApi.KEY_PROPERTY, "roomcast.room.history-entries=100000",
			"roomcast.room.history-size=64MB", "roomcast.client.ping-interval=1s", "roomcast.client.pong-timeout=60s");

	@AutoClose
	private final TcpProxy proxy = TcpProxy.before(this.server);

	@AutoClose
	private final JsonChatRecorder witness = new JsonChatRecorder();

	@TempDir
	private Path directory;

	ProtocolClientTests() throws IOException {
	}

	@BeforeEach
	void joinWitness() {
		this.witness.connect(this.server.ws("/connect"));
		ROOMS.forEach(this.witness::joinRoom);
	}

	@Test
	void clientOfTheManualIsShort() throws IOException {
		assertThat(clientOfTheManual().lines().count()).isLessThan(LONGEST_BLOCK);
	}

	@Test
	void clientThatIsCutLosesAndDoublesNothing() throws Exception {
		try (NodeProcess script = start(TALKER, String.valueOf(TEXTS), LAST_TEXT)) {
			for (int cut = 1; cut <= CUTS; cut++) {
				int heard = cut * TEXTS / (CUTS + 1);
				int greetings = cut;
				awaitOf(script, () -> messages(script).size() >= heard && count(script, "hello") >= greetings);
				this.witness.send(JsonCommand.say("between").in("red"));
				this.proxy.cut();
			}
			awaitOf(script, () -> script.lines().contains("{\"type\":\"done\"}"));
			ROOMS.forEach((room) -> this.witness.send(JsonCommand.say(LAST_TEXT).in(room)));

			assertThat(script.awaitExit()).as(script.lines().toString()).isZero();
			assertThat(this.proxy.connections()).isGreaterThan(CUTS);
			for (String room : ROOMS) {
				List<JsonEvent.Message> all = messagesOfTheWitness(room);
				assertThat(messages(script)).filteredOn((message) -> message.room().equals(room)).isEqualTo(all);
				assertThat(all).filteredOn((message) -> message.from().equals("script"))
					.extracting(JsonEvent.Message::text)
					.isEqualTo(textsOf(room));
			}
		}
	}

	@Test
	void clientNoticesADeadConnectionByTheMissingPing() throws Exception {
		try (NodeProcess script = start(LISTENER)) {
			this.witness.takeJoined("red", "script");
			// Without its welcome it would have no cursor to come back with.
			awaitOf(script, () -> count(script, "welcome") > 0);
			this.proxy.swallow();
			this.witness.send(JsonCommand.say("swallowed").in("red"));

			awaitOf(script, () -> messages(script).stream().anyMatch((one) -> one.text().equals("swallowed")));

			assertThat(this.proxy.connections()).isEqualTo(2);
			assertThat(this.witness.nextText("red")).isEqualTo("swallowed");
			this.witness.assertNothingLeft();
		}
	}

	@Test
	void clientThatIsRemovedStaysAway() throws Exception {
		try (NodeProcess script = start(LISTENER)) {
			this.witness.takeJoined("red", "script");

			RoomApi.named(this.server, "red").remove("script");

			assertThat(script.awaitExit()).isZero();
			assertThat(this.proxy.connections()).isEqualTo(1);
			this.witness.takeLeft("red", "script");
		}
	}

	private NodeProcess start(String use, String... arguments) throws IOException {
		assumeThat(NODE).as("node with a WebSocket").isNotEmpty();
		List<String> all = new ArrayList<>(List.of(this.proxy.ws("")));
		all.addAll(List.of(arguments));
		return NodeProcess.start(NODE, this.directory, clientOfTheManual() + use, all.toArray(String[]::new));
	}

	private static String clientOfTheManual() throws IOException {
		Matcher block = BLOCK.matcher(Files.readString(MANUAL));
		assertThat(block.find()).as("a block of JavaScript in " + MANUAL).isTrue();
		return block.group(1);
	}

	private static void awaitOf(NodeProcess script, BooleanSupplier condition) {
		await().pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.timeout(PATIENCE)
			.until(() -> condition.getAsBoolean() || script.hasEnded());
		assertThat(condition.getAsBoolean()).as(script.lines().toString()).isTrue();
	}

	/**
	 * Returns what the script has heard.
	 */
	private static List<JsonEvent.Message> messages(NodeProcess script) {
		return script.lines()
			.stream()
			.filter((line) -> line.startsWith("{\"type\":\"message\""))
			.map((line) -> ((JsonEvent.Message) JsonEvent.parse(line)).withoutId())
			.toList();
	}

	private static long count(NodeProcess script, String type) {
		return script.lines().stream().filter((line) -> line.startsWith("{\"type\":\"" + type + "\"")).count();
	}

	private List<JsonEvent.Message> messagesOfTheWitness(String room) {
		this.witness.takeJoined(room, "script");
		List<JsonEvent.Message> messages = new ArrayList<>();
		JsonEvent.Message message;
		do {
			message = this.witness.nextMessage(room).withoutId();
			messages.add(message);
		}
		while (!message.text().equals(LAST_TEXT));
		return messages;
	}

	private static List<String> textsOf(String room) {
		return IntStream.range(0, TEXTS)
			.filter((number) -> number % 2 == ROOMS.size() - 1 - ROOMS.indexOf(room))
			.mapToObj(String::valueOf)
			.toList();
	}

}
