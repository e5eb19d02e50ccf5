package io.roomcast.protocol;

import java.util.LinkedHashMap;
import java.util.Map;

import io.roomcast.protocol.Refusal.Reason;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the values of fields, and keeps the first flaw of each. Each method is given the
 * value that the field has already: it stays if there is none to take its place. A null
 * counts as not given.
 */
final class FieldReader {

	/** How long the name of a room may be: no answer repeats a longer one. */
	private static final int MAX_ROOM_LENGTH = 64;

	/** Any number of so many digits is an int. */
	private static final int MAX_DIGITS = 9;

	private final Map<String, Refusal> flaws = new LinkedHashMap<>();

	/**
	 * Returns what is wrong with which field, in the order in which it was found.
	 */
	Map<String, Refusal> flaws() {
		return this.flaws;
	}

	@Nullable String string(JsonParser parser, @Nullable String earlier) {
		return hasNext(parser, Kind.STRING, earlier) ? parser.getString() : earlier;
	}

	@Nullable String room(JsonParser parser, @Nullable String earlier) {
		if (!hasNext(parser, Kind.STRING, earlier)) {
			return earlier;
		}
		String name = parser.getString();
		int length = name.codePointCount(0, name.length());
		if (length > MAX_ROOM_LENGTH) {
			note(parser, Reason.BAD_ROOM,
					"room name " + Refusal.quote(name) + " is " + length + " characters, limit " + MAX_ROOM_LENGTH);
			return null;
		}
		return isEncodable(parser, name) ? name : null;
	}

	@Nullable CommandId id(JsonParser parser, @Nullable CommandId earlier) {
		if (!hasNext(parser, Kind.ID, earlier)) {
			return earlier;
		}
		String id = parser.getString();
		int length = id.codePointCount(0, id.length());
		if (length == 0 || length > JsonCodec.MAX_ID_LENGTH) {
			note(parser, Reason.BAD_FIELD, "id " + Refusal.quote(id) + " is " + length + " characters, must be 1 to "
					+ JsonCodec.MAX_ID_LENGTH);
			return null;
		}
		return isEncodable(parser, id) ? new CommandId(id, parser.currentToken() != JsonToken.VALUE_STRING) : null;
	}

	private boolean isEncodable(JsonParser parser, String value) {
		if (Utf8.length(value) != Utf8.NONE) {
			return true;
		}
		note(parser, Reason.BAD_FIELD,
				parser.currentName() + " " + Refusal.quote(value) + " has half a surrogate pair");
		return false;
	}

	@Nullable String json(JsonParser parser, @Nullable String earlier) {
		return hasNext(parser, Kind.ANY, earlier) ? CompactJson.read(parser) : earlier;
	}

	Body.@Nullable Bytes base64(JsonParser parser, Body.@Nullable Bytes earlier) {
		if (!hasNext(parser, Kind.STRING, earlier)) {
			return earlier;
		}
		String base64 = parser.getString();
		Body.Bytes bytes = Body.Bytes.ofBase64(base64);
		if (bytes == null) {
			Refusal refusal = BodyRules.notBase64(base64);
			note(parser, refusal.reason(), refusal.sentence());
		}
		return bytes;
	}

	@Nullable Cursor cursor(JsonParser parser, @Nullable Cursor earlier) {
		if (!hasNext(parser, Kind.STRING, earlier)) {
			return earlier;
		}
		Cursor.Parsed parsed = Cursor.parse(parser.getString());
		if (parsed instanceof Cursor.Parsed.Good good) {
			return good.cursor();
		}
		Refusal refusal = ((Cursor.Parsed.Bad) parsed).refusal();
		note(parser, refusal.reason(), refusal.sentence());
		return null;
	}

	@Nullable Integer number(JsonParser parser, @Nullable Integer earlier, Range range) {
		if (!hasNext(parser, Kind.WHOLE_NUMBER, earlier)) {
			return earlier;
		}
		String digits = parser.getString();
		if (digits.length() <= MAX_DIGITS && range.contains(Integer.parseInt(digits))) {
			return Integer.valueOf(digits);
		}
		note(parser, Reason.BAD_FIELD, parser.currentName() + " is " + Refusal.shorten(digits) + ", must be "
				+ range.min() + " to " + range.max());
		return null;
	}

	/**
	 * Returns whether the parser is at a value that the field can take.
	 */
	private boolean hasNext(JsonParser parser, Kind kind, @Nullable Object earlier) {
		JsonToken token = parser.currentToken();
		if (token == JsonToken.VALUE_NULL && kind != Kind.ANY) {
			return false;
		}
		if (!kind.has(token)) {
			note(parser, Reason.BAD_FIELD,
					"field '" + parser.currentName() + "' is " + valueOf(parser, kind) + ", must be " + kind.words);
		}
		else if (earlier != null) {
			note(parser, Reason.BAD_FIELD, "field '" + parser.currentName() + "' is given twice, must be once");
		}
		else {
			return true;
		}
		parser.skipChildren();
		return false;
	}

	private static String valueOf(JsonParser parser, Kind kind) {
		String name = JsonTokens.nameOf(parser.currentToken());
		return (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT && kind != Kind.STRING)
				? name + " with a fraction or an exponent" : name;
	}

	private void note(JsonParser parser, Reason reason, String sentence) {
		this.flaws.putIfAbsent(parser.currentName(), new Refusal(reason, sentence));
	}

	/**
	 * What a number may be.
	 */
	record Range(int min, int max) {

		boolean contains(int number) {
			return number >= this.min && number <= this.max;
		}

	}

	/**
	 * What JSON values a field may have.
	 */
	private enum Kind {

		STRING("a string"), WHOLE_NUMBER("a whole number"), ID("a string or a whole number"), ANY("a value");

		private final String words;

		Kind(String words) {
			this.words = words;
		}

		boolean has(JsonToken token) {
			return switch (token) {
				case VALUE_STRING -> this != WHOLE_NUMBER;
				case VALUE_NUMBER_INT -> this != STRING;
				default -> this == ANY;
			};
		}

	}

}
