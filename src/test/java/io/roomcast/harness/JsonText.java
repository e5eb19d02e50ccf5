package io.roomcast.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON and keeps each value as it is written. Any thread may call.
 */
final class JsonText {

	private static final JsonMapper JSON = new JsonMapper();

	private JsonText() {
	}

	static String quote(String text) {
		return JSON.writeValueAsString(text);
	}

	/**
	 * Returns the fields of exactly one object. Fails if one is given twice.
	 */
	static Map<String, Value> fields(String json) {
		try (JsonParser parser = open(json, JsonToken.START_OBJECT)) {
			Map<String, Value> fields = new LinkedHashMap<>();
			while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
				String name = parser.currentName();
				parser.nextToken();
				if (fields.put(name, value(parser, json)) != null) {
					throw new AssertionError("'" + name + "' twice in " + json);
				}
			}
			requireEnd(parser, json);
			return fields;
		}
	}

	/**
	 * Returns the elements of exactly one array, as they are written.
	 */
	static List<String> elements(String json) {
		try (JsonParser parser = open(json, JsonToken.START_ARRAY)) {
			List<String> elements = new ArrayList<>();
			while (parser.nextToken() != JsonToken.END_ARRAY) {
				elements.add(value(parser, json).written());
			}
			requireEnd(parser, json);
			return elements;
		}
	}

	private static JsonParser open(String json, JsonToken first) {
		JsonParser parser = JSON.createParser(json);
		if (parser.nextToken() != first) {
			throw new AssertionError("no " + first + " in " + json);
		}
		return parser;
	}

	private static Value value(JsonParser parser, String json) {
		JsonToken kind = parser.currentToken();
		int start = (int) parser.currentTokenLocation().getCharOffset();
		String text = kind.isScalarValue() ? parser.getString() : "";
		parser.skipChildren();
		return new Value(kind, json.substring(start, (int) parser.currentLocation().getCharOffset()), text);
	}

	private static void requireEnd(JsonParser parser, String json) {
		if (parser.nextToken() != null) {
			throw new AssertionError("more than one value in " + json);
		}
	}

	/**
	 * A value.
	 *
	 * @param written all of it, as it is written
	 * @param text of a string, without its quotes and escapes
	 */
	record Value(JsonToken kind, String written, String text) {
	}

}
