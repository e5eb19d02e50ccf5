package io.roomcast.protocol;

import io.roomcast.protocol.Refusal.Reason;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Reads one line as a command. It reads on after the first flaw, as the id that the
 * refusal should carry may follow it.
 */
final class CommandReader {

	private static final int MAX_DEPTH = 16;

	private static final int MAX_NUMBER_LENGTH = 64;

	private static final int MAX_NAME_LENGTH = 64;

	// Names are not canonicalized: the table of known ones is shared, and clients could
	// fill it.
	private static final JsonFactory FACTORY = JsonFactory.builder()
		.disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
		.recyclerPool(JsonRecyclerPools.threadLocalPool())
		.streamReadConstraints(StreamReadConstraints.builder()
			.maxNestingDepth(MAX_DEPTH)
			.maxNumberLength(MAX_NUMBER_LENGTH)
			.maxNameLength(MAX_NAME_LENGTH)
			.build())
		.build();

	private final String prefix;

	private final TextRules rules;

	private @Nullable String type;

	private @Nullable String text;

	private @Nullable String id;

	private @Nullable Refusal firstFlaw;

	private CommandReader(String prefix, TextRules rules) {
		this.prefix = prefix;
		this.rules = rules;
	}

	/**
	 * Reads one line.
	 * @param prefix what the sentence of a refusal begins with
	 */
	static Decoded read(String line, String prefix, TextRules rules) {
		CommandReader reader = new CommandReader(prefix, rules);
		try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), line)) {
			reader.readObject(parser);
		}
		catch (StreamConstraintsException ex) {
			return reader.refusal(Reason.BAD_JSON, limitOf(ex));
		}
		catch (JacksonException ex) {
			return reader.refusal(Reason.BAD_JSON,
					Refusal.quote(line) + " is not valid JSON at column " + ex.getLocation().getColumnNr());
		}
		return reader.result();
	}

	/**
	 * Returns Jackson's sentence, which names the value and the limit, without the method
	 * of Jackson's that it names after them.
	 */
	private static String limitOf(StreamConstraintsException exception) {
		String sentence = exception.getOriginalMessage();
		int source = sentence.indexOf(", from ");
		return (source < 0) ? sentence : sentence.substring(0, source) + ")";
	}

	private void readObject(JsonParser parser) {
		JsonToken first = parser.nextToken();
		if (first != JsonToken.START_OBJECT) {
			note(Reason.BAD_JSON, "line is " + JsonTokens.nameOf(first) + ", must be an object");
			return;
		}
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			readField(parser);
		}
		if (parser.nextToken() != null) {
			note(Reason.BAD_JSON, "line goes on after its object, must hold one");
		}
	}

	private void readField(JsonParser parser) {
		String name = parser.currentName();
		parser.nextToken();
		switch (name) {
			case "type" -> this.type = string(parser, name, this.type);
			case "text" -> this.text = string(parser, name, this.text);
			case "id" -> readId(parser);
			default -> parser.skipChildren();
		}
	}

	private void readId(JsonParser parser) {
		String value = string(parser, "id", this.id);
		if (value == null) {
			return;
		}
		int length = value.codePointCount(0, value.length());
		if (length == 0 || length > JsonCodec.MAX_ID_LENGTH) {
			note(Reason.BAD_FIELD, "id " + Refusal.quote(value) + " is " + length + " characters, must be 1 to "
					+ JsonCodec.MAX_ID_LENGTH);
		}
		else if (Utf8.length(value) == Utf8.NONE) {
			note(Reason.BAD_FIELD, "id " + Refusal.quote(value) + " has half a surrogate pair");
		}
		else {
			this.id = value;
		}
	}

	/**
	 * Reads the value of a field. A null counts as not given; of two values the first
	 * stays.
	 * @param earlier the value that the field has already, or null
	 */
	private @Nullable String string(JsonParser parser, String name, @Nullable String earlier) {
		JsonToken token = parser.currentToken();
		if (token == JsonToken.VALUE_NULL) {
			return earlier;
		}
		if (token != JsonToken.VALUE_STRING) {
			note(Reason.BAD_FIELD, "field '" + name + "' is " + JsonTokens.nameOf(token) + ", must be a string");
			parser.skipChildren();
			return earlier;
		}
		if (earlier != null) {
			note(Reason.BAD_FIELD, "field '" + name + "' is given twice, must be once");
			return earlier;
		}
		return parser.getString();
	}

	private Decoded result() {
		if (this.firstFlaw != null) {
			return refusal(this.firstFlaw.reason(), this.firstFlaw.sentence());
		}
		if (this.type == null) {
			return refusal(Reason.MISSING_FIELD, "field 'type' is missing");
		}
		if (!this.type.equals("say")) {
			return refusal(Reason.UNKNOWN_TYPE, "type " + Refusal.quote(this.type) + " is unknown, must be 'say'");
		}
		return say();
	}

	private Decoded say() {
		if (this.text == null) {
			return refusal(Reason.MISSING_FIELD, "field 'text' is missing");
		}
		Refusal refused = this.rules.check(this.text);
		return (refused != null) ? refusal(refused.reason(), refused.sentence()) : new Command.Say(this.text, this.id);
	}

	private void note(Reason reason, String sentence) {
		if (this.firstFlaw == null) {
			this.firstFlaw = new Refusal(reason, sentence);
		}
	}

	private Refusal refusal(Reason reason, String sentence) {
		return new Refusal(reason, this.prefix + sentence, this.id);
	}

}
