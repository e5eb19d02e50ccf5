package io.roomcast.protocol;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * What JSON values are called in sentences for people.
 */
public final class JsonTokens {

	private JsonTokens() {
	}

	/**
	 * Returns what the value is that begins with a token: "a string", "an object".
	 * @param token null at the end of the text
	 */
	public static String nameOf(@Nullable JsonToken token) {
		if (token == null) {
			return "empty";
		}
		return switch (token) {
			case START_OBJECT, PROPERTY_NAME -> "an object";
			case START_ARRAY -> "an array";
			case VALUE_STRING -> "a string";
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
			case VALUE_TRUE, VALUE_FALSE -> "a boolean";
			default -> "null";
		};
	}

}
