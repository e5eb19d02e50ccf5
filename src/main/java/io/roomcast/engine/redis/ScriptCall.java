package io.roomcast.engine.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * One call of a script.
 *
 * @param <T> what its answer is made into
 * @param keys all of one slot of a Redis Cluster; at least one
 * @param decoder makes it from what Redis answers: bytes, a number, a list of such or
 * null; run on the connection's thread
 */
record ScriptCall<T>(Script script, List<String> keys, List<byte[]> arguments, Function<@Nullable Object, T> decoder) {

	ScriptCall {
		keys = List.copyOf(keys);
		arguments = List.copyOf(arguments);
	}

	/**
	 * Makes a call all of whose arguments are texts or numbers.
	 */
	static <T> ScriptCall<T> of(Script script, List<String> keys, List<?> arguments,
			Function<@Nullable Object, T> decoder) {
		return new ScriptCall<>(script, keys, arguments.stream().map(ScriptCall::bytes).toList(), decoder);
	}

	static byte[] bytes(Object value) {
		return value.toString().getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Returns an answer that is a text.
	 */
	static String text(@Nullable Object answer) {
		if (answer instanceof byte[] bytes) {
			return new String(bytes, StandardCharsets.UTF_8);
		}
		throw new IllegalArgumentException("no text but " + answer);
	}

}
