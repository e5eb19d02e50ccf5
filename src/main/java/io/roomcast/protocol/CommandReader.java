package io.roomcast.protocol;

import io.roomcast.protocol.Refusal.Reason;
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
 * Reads one frame as a command. It reads on after the first flaw, as the room and the id
 * that the refusal should carry may follow it.
 */
final class CommandReader {

	// Names are not canonicalized: the table of known ones is shared, and clients could
	// fill it. Numbers and names are kept as text and may be as long as the frame is.
	private static final JsonFactory FACTORY = JsonFactory.builder()
		.disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
		.recyclerPool(JsonRecyclerPools.threadLocalPool())
		.streamReadConstraints(StreamReadConstraints.builder()
			.maxNestingDepth(JsonCodec.MAX_DEPTH)
			.maxNumberLength(Integer.MAX_VALUE)
			.maxNameLength(Integer.MAX_VALUE)
			.build())
		.build();

	private CommandReader() {
	}

	static Decoded read(String frame, BodyRules rules) {
		CommandFields fields = new CommandFields(rules);
		try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), frame)) {
			return readObject(parser, fields);
		}
		catch (StreamConstraintsException ex) {
			return fields.refusal(Reason.BAD_JSON, limitOf(ex));
		}
		catch (JacksonException ex) {
			return fields.refusal(Reason.BAD_JSON, shown(frame) + " is not valid JSON at character " + position(ex));
		}
	}

	private static Decoded readObject(JsonParser parser, CommandFields fields) {
		JsonToken first = parser.nextToken();
		if (first != JsonToken.START_OBJECT) {
			return fields.refusal(Reason.BAD_JSON, "frame is " + JsonTokens.nameOf(first) + ", must be an object");
		}
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = parser.currentName();
			parser.nextToken();
			fields.read(name, parser);
		}
		if (parser.nextToken() != null) {
			return fields.refusal(Reason.BAD_JSON, "frame goes on after its object, must hold one");
		}
		return fields.command();
	}

	/**
	 * Returns the beginning of a frame, unless it may hold a secret.
	 */
	private static String shown(String frame) {
		return frame.contains("token") ? "frame" : Refusal.quote(frame);
	}

	private static long position(JacksonException exception) {
		return exception.getLocation().getCharOffset() + 1;
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

}
