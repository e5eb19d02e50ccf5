package io.roomcast.protocol;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.roomcast.protocol.Refusal.Reason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The AsyncAPI document says what the codecs do.
 */
class AsyncApiTests {

	private static final Cursor FIRST = new Cursor(1_764_000_000_000L, 41, 0x61c8864680b583ebL);

	private static final Cursor SECOND = new Cursor(1_764_000_000_000L, 42, 0x1b56c4e9b2f0a7d3L);

	private static final Cursor THIRD = new Cursor(1_764_000_000_000L, 43, 0x2545f4914f6cdd1dL);

	private static final Cursor LATER = new Cursor(1_764_000_000_000L, 97, 0x5851f42d4c957f2dL);

	private static final Instant AT = Instant.parse("2025-11-24T16:00:00Z");

	private static final Body HI = new Body.Text("hi");

	private static final Body DATA = new Body.Data("{\"x\":12,\"y\":[true,null]}");

	private static final Body BYTES = new Body.Bytes(new byte[] { (byte) 0xDE, (byte) 0xAD, (byte) 0xBE, (byte) 0xEF });

	private static final Event.Message FROM_BOB = new Event.Message("lobby", THIRD, "bob", 8, BYTES,
			AT.plusMillis(1500), null, false);

	/** The values of the document's examples of events. */
	private static final List<Event> EVENTS = List.of(
			new Event.Hello(7, "user_7", "3vJm8Q0cS2y1bTgXk5Zr_wN-4aLhPdEf", false, 25, 10, AT),
			new Event.Welcome("lobby", "alice", FIRST, true, 2, null),
			new Event.Welcome("lobby", "alice", FIRST, true, 2, id("c4")), message(HI, null, false),
			message(HI, id("c1"), false), message(HI, id("c1"), true), message(DATA, number("7"), false), FROM_BOB,
			new Event.Joined("lobby", "bob", 8, AT), new Event.Left("lobby", "bob", 8, AT, null),
			new Event.Left("lobby", "alice", 7, AT, id("c5")), new Event.Count("lobby", 4321),
			new Event.Clients("lobby", List.of(new Member("alice", 7), new Member("bob", 8)), 2, id("c6")),
			new Event.History("lobby", List.of(message(HI, id("c1"), false), FROM_BOB), true, false, id("c7")),
			new Event.Gap("lobby", FIRST, LATER), new Event.Token(AT, id("c8")), new Event.Token(null, null),
			new Event.Ping(), new Event.Reconnect(1500),
			refusal("{\"type\":\"shout\",\"room\":\"lobby\",\"text\":\"hi\",\"id\":\"c2\"}"), refusal("hello"),
			Refusal.unavailable("room 'lobby' cannot be reached now", Duration.ofSeconds(1))
				.answering(new Command.Say("lobby", HI, id("c3")))
				.toEvent());

	/**
	 * The values of the document's examples of commands, by message. There is an event
	 * {@code history}, too, so the command has another name there.
	 */
	private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl";

	private static final Map<String, List<Command>> COMMANDS = Map.of("say",
			List.of(new Command.Say("lobby", HI, id("c1")), new Command.Say(null, HI, null),
					new Command.Say("lobby", DATA, number("7")), new Command.Say("lobby", BYTES, id("c3"))),
			"join",
			List.of(new Command.Join("lobby", null, null, null, null),
					new Command.Join("lobby", "alice", FIRST, null, id("c4")),
					new Command.Join("lobby", null, null, 50, number("8"))),
			"leave", List.of(new Command.Leave("lobby", id("c5")), new Command.Leave(null, null)), "who",
			List.of(new Command.Who("lobby", id("c6")), new Command.Who(null, null)), "historyRequest",
			List.of(new Command.History(null, null, null, 100, null),
					new Command.History("lobby", SECOND, null, 50, id("c7")),
					new Command.History("lobby", null, FIRST, 100, number("9"))),
			"tokenRequest", List.of(new Command.Token(TOKEN, id("c8"))));

	/** Reasons that HTTP answers with, and that never come as an event. */
	private static final Set<Reason> OF_HTTP = EnumSet.of(Reason.KEY_REUSED);

	private static final AsyncApi document = read();

	@Test
	void parserFindsNoFlaw() {
		assertThat(new AsyncApiValidator(document.json()).flawsOfMeaning()).isEmpty();
	}

	@Test
	void documentFollowsTheSchemaOfAsyncApi() throws IOException {
		assertThat(new AsyncApiValidator(document.json()).flawsOfForm()).isEmpty();
	}

	@Test
	void everyExampleFollowsItsSchema() {
		assertThat(new AsyncApiValidator(document.json()).flawsOfExamples()).isEmpty();
	}

	@Test
	void documentHasExactlyTheTypesOfTheCodec() {
		Set<String> messages = EVENTS.stream()
			.map(AsyncApiTests::typeOf)
			.collect(Collectors.toCollection(TreeSet::new));
		messages.addAll(COMMANDS.keySet());

		assertThat(EVENTS.stream().map(Object::getClass)).containsAll(List.of(Event.class.getPermittedSubclasses()));
		assertThat(commands().map(Object::getClass)).containsAll(List.of(Command.class.getPermittedSubclasses()));
		assertThat(document.jsonMessages()).containsExactlyInAnyOrderElementsOf(messages);
		assertThat(document.jsonMessages())
			.allSatisfy((name) -> assertThat(document.typeOf(name)).isEqualTo(name.replace("Request", "")));
	}

	private static Stream<Command> commands() {
		return COMMANDS.values().stream().flatMap(List::stream);
	}

	@Test
	void everyEventExampleIsWhatTheCodecWrites() {
		Stream<String> examples = document.jsonMessages()
			.stream()
			.filter((name) -> !COMMANDS.containsKey(name))
			.flatMap((name) -> document.jsonExamples(name).stream());

		assertThat(examples).containsExactlyInAnyOrderElementsOf(EVENTS.stream().map(AsyncApiTests::json).toList());
	}

	@Test
	void everyCommandExampleIsReadByTheCodec() {
		COMMANDS.forEach((message, commands) -> assertThat(document.jsonExamples(message))
			.map((frame) -> JsonCodec.decode(frame, new BodyRules(1024)))
			.isEqualTo(commands));
	}

	@Test
	void bytesAreNoJson() {
		assertThat(document.contentType("bytes")).isEqualTo("application/octet-stream");
	}

	@ParameterizedTest
	@MethodSource("records")
	void everyFieldIsDescribed(String message, Class<?> type) {
		Set<String> fields = Arrays.stream(type.getRecordComponents())
			.map(RecordComponent::getName)
			.flatMap((name) -> name.equals("body") ? Stream.of("text", "data", "base64") : Stream.of(name))
			.collect(Collectors.toCollection(TreeSet::new));
		fields.add("type");

		assertThat(document.fields(message)).containsExactlyInAnyOrderElementsOf(fields);
		assertThat(fields).allSatisfy((field) -> assertThat(document.fieldDescription(message, field)).isNotBlank());
	}

	static Stream<Object[]> records() {
		Stream<Object[]> events = EVENTS.stream().map((event) -> new Object[] { typeOf(event), event.getClass() });
		Stream<Object[]> commands = COMMANDS.entrySet()
			.stream()
			.map((entry) -> new Object[] { entry.getKey(), entry.getValue().get(0).getClass() });
		return Stream.concat(events, commands);
	}

	@Test
	void noExampleHasAnUnknownField() {
		for (String message : document.jsonMessages()) {
			for (Map<String, Object> example : document.examples(message)) {
				assertThat(example.keySet()).as(message).isSubsetOf(document.fields(message));
			}
		}
	}

	@Test
	void plainTextExamplesAreWhatTheCodecWrites() {
		Event.Message message = message(HI, null, false);
		Refusal refusal = new Refusal(Reason.MESSAGE_TOO_LARGE, "text is 70000 bytes, limit 65536");

		assertThat(document.textExamples()).containsOnly(Map.entry("plainSay", "hi"),
				Map.entry("plainWelcome",
						TextCodec.encode(new Event.Welcome("lobby", "alice", FIRST, true, 2, null)).orElseThrow()),
				Map.entry("plainJoined", TextCodec.encode(new Event.Joined("lobby", "alice", 7, AT)).orElseThrow()),
				Map.entry("plainLeft", TextCodec.encode(new Event.Left("lobby", "alice", 7, AT, null)).orElseThrow()),
				Map.entry("plainMessage", TextCodec.encode(message).orElseThrow()),
				Map.entry("plainEcho", TextCodec.encodeEcho(message)),
				Map.entry("plainError", TextCodec.encode(refusal.toEvent()).orElseThrow()));
	}

	@Test
	void everyErrorCodeIsListed() {
		Stream<String> codes = EnumSet.complementOf(EnumSet.copyOf(OF_HTTP)).stream().map(Reason::code);
		String description = document.fieldDescription("error", "code");

		assertThat(Pattern.compile("(?m)^- `(\\w+)`:").matcher(description).results().map((match) -> match.group(1)))
			.containsExactlyInAnyOrderElementsOf(codes.toList());
	}

	@Test
	void closeCodesOfOurOwnAreListed() {
		assertThat(Pattern.compile("(?m)^\\| (4\\d{3}) \\|")
			.matcher(document.description())
			.results()
			.map((row) -> row.group(1))).containsExactly("4000", "4001", "4002", "4003", "4004", "4100", "4101");
	}

	@Test
	void limitsAreTheOnesOfTheCodec() {
		assertThat(document.description()).contains("`" + JsonCodec.SUBPROTOCOL + "`");
		assertThat(document.sharedSchema("id")).contains("maxLength=" + JsonCodec.MAX_ID_LENGTH);
		assertThat(document.sharedSchema("cursor")).contains("pattern=" + Cursor.PATTERN);
		assertThat(document.field("join", "last")).containsEntry("maximum", JsonCodec.MAX_LAST);
		assertThat(document.field("historyRequest", "limit")).containsEntry("maximum", JsonCodec.MAX_PAGE)
			.containsEntry("default", JsonCodec.DEFAULT_PAGE);
	}

	@Test
	void bothProtocolsAreOnTheChannelsOfRooms() {
		Set<String> ofJson = new TreeSet<>(document.jsonMessages());
		ofJson.add("bytes");

		assertThat(document.addresses()).containsExactly("/chat", "/chat/{room}", "/connect");
		assertThat(document.channelMessages()).containsExactly(document.allMessages(), document.allMessages(), ofJson);
	}

	@Test
	void everyReferenceCanBeResolved() {
		assertThat(document.references()).isNotEmpty()
			.allSatisfy((reference) -> assertThat(document.resolve(reference)).isInstanceOf(Map.class));
	}

	private static Event refusal(String frame) {
		return ((Refusal) JsonCodec.decode(frame, new BodyRules(1024))).toEvent();
	}

	private static Event.Message message(Body body, @Nullable CommandId id, boolean repeated) {
		return new Event.Message("lobby", SECOND, "alice", 7, body, AT, id, repeated);
	}

	private static CommandId id(String text) {
		return new CommandId(text, false);
	}

	private static CommandId number(String digits) {
		return new CommandId(digits, true);
	}

	private static String json(Event event) {
		return new String(JsonCodec.encode(event), StandardCharsets.UTF_8);
	}

	private static String typeOf(Event event) {
		String json = json(event);
		int start = "{\"type\":\"".length();
		return json.substring(start, json.indexOf('"', start));
	}

	private static AsyncApi read() {
		try {
			return AsyncApi.read();
		}
		catch (IOException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

}
