package io.roomcast.protocol;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.roomcast.protocol.Refusal.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Encodes events of all types with both codecs, even of types that are added later.
 */
class EventCodecTests {

	private static final Map<Class<?>, Object> VALUES = Map.of(String.class, "text", long.class, 7L, Long.class, 9L,
			boolean.class, true, Cursor.class, new Cursor(1, 2, 3), Instant.class, Instant.EPOCH, Body.class,
			new Body.Text("text"), CommandId.class, new CommandId("8", true), List.class, List.of(), Reason.class,
			Reason.BAD_ROOM);

	/** The components that are named by what they hold in JSON. */
	private static final Map<String, String> OTHER_FIELDS = Map.of("body", "text");

	@ParameterizedTest
	@MethodSource("events")
	void jsonOfEveryEventHasAllItsFieldsInOrder(Event event) {
		JsonNode json = JsonMapper.shared().readTree(new String(JsonCodec.encode(event), StandardCharsets.UTF_8));

		String name = event.getClass().getSimpleName().toLowerCase(Locale.ROOT);
		assertThat(json.get("type").asString()).isEqualTo(name);
		assertThat(json.propertyNames()).containsExactly(fields(event));
	}

	@ParameterizedTest
	@MethodSource("events")
	void noEventMakesTheTextCodecThrow(Event event) {
		assertThatCode(() -> TextCodec.encode(event)).doesNotThrowAnyException();
	}

	private static String[] fields(Event event) {
		Stream<String> names = Stream.of(event.getClass().getRecordComponents())
			.map(RecordComponent::getName)
			.map((name) -> OTHER_FIELDS.getOrDefault(name, name));
		return Stream.concat(Stream.of("type"), names).toArray(String[]::new);
	}

	private static Stream<Event> events() {
		return Arrays.stream(Event.class.getPermittedSubclasses()).map(EventCodecTests::example);
	}

	private static Event example(Class<?> type) {
		try {
			Constructor<?> constructor = type.getDeclaredConstructors()[0];
			constructor.setAccessible(true);
			return (Event) constructor
				.newInstance(Stream.of(constructor.getParameterTypes()).map(EventCodecTests::value).toArray());
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("no example of " + type, ex);
		}
	}

	private static Object value(Class<?> type) {
		Object value = VALUES.get(type);
		if (value == null) {
			throw new IllegalStateException("no example of " + type);
		}
		return value;
	}

}
