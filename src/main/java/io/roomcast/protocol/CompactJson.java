package io.roomcast.protocol;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Copies JSON values as they were written, but for white space and escapes that are not
 * needed: numbers keep their form and all their digits, objects the order of their names,
 * even of names that come twice. Nothing is limited here but by the parser's own
 * constraints. Any thread may call.
 */
public final class CompactJson {

	private CompactJson() {
	}

	/**
	 * Returns the value that begins with the parser's current token, and leaves the
	 * parser at its last token. Half a surrogate pair is copied, too: what is returned
	 * may be a text that UTF-8 cannot encode.
	 */
	public static String read(JsonParser parser) {
		JsonToken first = parser.currentToken();
		if (first == null || !(first.isStructStart() || first.isScalarValue())) {
			throw new IllegalArgumentException("parser is at " + first + ", must be at a value");
		}
		StringBuilder json = new StringBuilder();
		int depth = append(json, parser);
		while (depth > 0) {
			JsonToken token = parser.nextToken();
			if (needsComma(json, token)) {
				json.append(',');
			}
			depth += append(json, parser);
		}
		return json.toString();
	}

	/**
	 * Returns whether a token of an object or an array is one that follows another: all
	 * do but the first, a value after its name, and the end.
	 */
	private static boolean needsComma(StringBuilder json, JsonToken token) {
		char last = json.charAt(json.length() - 1);
		return !token.isStructEnd() && last != '{' && last != '[' && last != ':';
	}

	/**
	 * Appends the parser's current token.
	 * @return how many objects and arrays it begins, less those it ends
	 */
	private static int append(StringBuilder json, JsonParser parser) {
		JsonToken token = parser.currentToken();
		switch (token) {
			case START_OBJECT, START_ARRAY, END_OBJECT, END_ARRAY -> json.append(token.asString());
			case PROPERTY_NAME -> appendString(json, parser.currentName()).append(':');
			case VALUE_STRING -> appendString(json, parser.getString());
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE, VALUE_NULL ->
				json.append(parser.getString());
			default -> throw new IllegalArgumentException(token + " is no token of JSON");
		}
		return token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
	}

	private static StringBuilder appendString(StringBuilder json, String value) {
		json.append('"');
		JsonStringEncoder.getInstance().quoteAsString(value, json);
		return json.append('"');
	}

}
