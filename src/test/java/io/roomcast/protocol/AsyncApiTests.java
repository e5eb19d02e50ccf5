package io.roomcast.protocol;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
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

	/** The values of the document's examples. */
	private static final List<Event> EVENTS = List.of(new Event.Welcome("lobby", "alice", 7, FIRST, true, 2, 25),
			new Event.Message(SECOND, "alice", 7, "hi", AT, null),
			new Event.Message(SECOND, "alice", 7, "hi", AT, "c1"),
			new Event.Bytes(THIRD, "bob", 8, new byte[] { (byte) 0xDE, (byte) 0xAD, (byte) 0xBE, (byte) 0xEF },
					AT.plusMillis(1500)),
			new Event.Joined("bob", 8), new Event.Left("bob", 8), new Event.Gap(FIRST, LATER),
			new Event.Reconnect(1500), refusal("{\"type\":\"shout\",\"text\":\"hi\",\"id\":\"c2\"}"), refusal("hello"));

	/** Reasons that HTTP answers with, and that never come as an event. */
	private static final Set<Reason> OF_HTTP = EnumSet.of(Reason.BAD_ROOM, Reason.BAD_NICK, Reason.RESERVED_NICK,
			Reason.NICK_TAKEN, Reason.BAD_CURSOR, Reason.KEY_REUSED);

	private static final AsyncApi document = read();

	@Test
	void documentHasExactlyTheTypesOfTheCodec() {
		Set<String> types = EVENTS.stream().map(AsyncApiTests::typeOf).collect(Collectors.toCollection(TreeSet::new));
		types.add("say");

		assertThat(EVENTS.stream().map(Object::getClass)).containsAll(List.of(Event.class.getPermittedSubclasses()));
		assertThat(document.jsonMessages()).containsExactlyInAnyOrderElementsOf(types);
		assertThat(document.jsonMessages()).allSatisfy((name) -> assertThat(document.typeOf(name)).isEqualTo(name));
	}

	@Test
	void everyEventExampleIsWhatTheCodecWrites() {
		Stream<String> examples = document.jsonMessages()
			.stream()
			.filter((name) -> !name.equals("say"))
			.flatMap((name) -> document.jsonExamples(name).stream());

		assertThat(examples).containsExactlyInAnyOrderElementsOf(EVENTS.stream().map(AsyncApiTests::json).toList());
	}

	@Test
	void everyCommandExampleIsReadByTheCodec() {
		List<Decoded> commands = JsonCodec.decode(String.join("\n", document.jsonExamples("say")), new TextRules(1024));

		assertThat(commands).containsExactly(new Command.Say("hi", "c1"), new Command.Say("hi", null));
	}

	@Test
	void everyCommandIsInTheDocument() {
		assertThat(Command.class.getPermittedSubclasses()).containsExactlyInAnyOrder(Command.Say.class,
				Command.Send.class);
		assertThat(document.contentType("bytes")).isEqualTo("application/octet-stream");
	}

	@ParameterizedTest
	@MethodSource("records")
	void everyFieldIsDescribed(String message, List<Class<?>> records) {
		Set<String> fields = records.stream()
			.flatMap((type) -> Arrays.stream(type.getRecordComponents()))
			.map(RecordComponent::getName)
			.collect(Collectors.toCollection(TreeSet::new));
		fields.add("type");

		assertThat(document.fields(message)).containsExactlyInAnyOrderElementsOf(fields);
		assertThat(fields).allSatisfy((field) -> assertThat(document.fieldDescription(message, field)).isNotBlank());
	}

	static Stream<Object[]> records() {
		Map<String, List<Class<?>>> byType = EVENTS.stream()
			.collect(Collectors.groupingBy(AsyncApiTests::typeOf,
					Collectors.mapping((event) -> event.getClass(), Collectors.toList())));
		byType.put("say", List.of(Command.Say.class));
		return byType.entrySet().stream().map((entry) -> new Object[] { entry.getKey(), entry.getValue() });
	}

	@Test
	void everyExampleHasTheFieldsThatItsSchemaRequires() {
		for (String message : document.jsonMessages()) {
			for (Map<String, Object> example : document.examples(message)) {
				assertThat(example.keySet()).as(message)
					.containsAll(document.requiredFields(message))
					.isSubsetOf(document.fields(message));
			}
		}
	}

	@Test
	void plainTextExamplesAreWhatTheCodecWrites() {
		Event.Message message = new Event.Message(SECOND, "alice", 7, "hi", AT, null);
		Refusal refusal = new Refusal(Reason.TEXT_TOO_LONG, "text is 70000 bytes, limit 65536");

		assertThat(document.textExamples()).containsOnly(Map.entry("plainSay", "hi"),
				Map.entry("plainWelcome",
						TextCodec.encode(new Event.Welcome("lobby", "alice", 7, FIRST, true, 2, 25)).orElseThrow()),
				Map.entry("plainJoined", TextCodec.encode(new Event.Joined("alice", 7)).orElseThrow()),
				Map.entry("plainLeft", TextCodec.encode(new Event.Left("alice", 7)).orElseThrow()),
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
	void limitsAreTheOnesOfTheCodec() {
		assertThat(document.description()).contains("`" + JsonCodec.SUBPROTOCOL + "`",
				"up to " + JsonCodec.MAX_LINES + " lines");
		assertThat(document.field("say", "id")).containsEntry("maxLength", JsonCodec.MAX_ID_LENGTH);
	}

	@Test
	void bothProtocolsAreOnBothChannels() {
		assertThat(document.addresses()).containsExactly("/chat", "/chat/{room}");
		assertThat(document.channelMessages())
			.allSatisfy((messages) -> assertThat(messages).containsExactlyInAnyOrderElementsOf(document.allMessages()));
	}

	@Test
	void everyReferenceCanBeResolved() {
		assertThat(document.references()).isNotEmpty()
			.allSatisfy((reference) -> assertThat(document.resolve(reference)).isInstanceOf(Map.class));
	}

	private static Event refusal(String frame) {
		return ((Refusal) JsonCodec.decode(frame, new TextRules(1024)).get(0)).toEvent();
	}

	private static String json(Event event) {
		return new String(JsonCodec.encode(event), StandardCharsets.UTF_8);
	}

	private static String typeOf(Event event) {
		String json = json(event);
		return json.substring("{\"type\":\"".length(), json.indexOf('"', "{\"type\":\"".length()));
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
