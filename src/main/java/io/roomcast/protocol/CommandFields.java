package io.roomcast.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.roomcast.protocol.FieldReader.Range;
import io.roomcast.protocol.Refusal.Reason;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * The fields of a command, and the command that they make. As the type may come last, the
 * fields of all types are read; a command is then refused for its own fields only.
 */
final class CommandFields {

	private static final Range LAST = new Range(0, JsonCodec.MAX_LAST);

	private static final Range LIMIT = new Range(1, JsonCodec.MAX_PAGE);

	private static final Set<String> OF_ALL_TYPES = Set.of("type", "room", "id");

	private static final Map<String, Set<String>> OF_ONE_TYPE = Map.of("say", Set.of("text", "data", "base64"), "join",
			Set.of("nick", "since", "last"), "history", Set.of("before", "since", "limit"), "token", Set.of("token"));

	private final BodyRules rules;

	private final FieldReader reader = new FieldReader();

	private @Nullable String type;

	private @Nullable String room;

	private @Nullable CommandId id;

	private @Nullable String text;

	private @Nullable String data;

	private Body.@Nullable Bytes base64;

	private @Nullable String nick;

	private @Nullable Cursor since;

	private @Nullable Cursor before;

	private @Nullable Integer last;

	private @Nullable Integer limit;

	private @Nullable String token;

	CommandFields(BodyRules rules) {
		this.rules = rules;
	}

	/**
	 * Reads the value that the parser is at.
	 */
	void read(String name, JsonParser parser) {
		switch (name) {
			case "type" -> this.type = this.reader.string(parser, this.type);
			case "room" -> this.room = this.reader.room(parser, this.room);
			case "id" -> this.id = this.reader.id(parser, this.id);
			case "text" -> this.text = this.reader.string(parser, this.text);
			case "data" -> this.data = this.reader.json(parser, this.data);
			case "base64" -> this.base64 = this.reader.base64(parser, this.base64);
			case "nick" -> this.nick = this.reader.string(parser, this.nick);
			case "since" -> this.since = this.reader.cursor(parser, this.since);
			case "before" -> this.before = this.reader.cursor(parser, this.before);
			case "last" -> this.last = this.reader.number(parser, this.last, LAST);
			case "limit" -> this.limit = this.reader.number(parser, this.limit, LIMIT);
			case "token" -> this.token = this.reader.string(parser, this.token);
			default -> parser.skipChildren();
		}
	}

	/**
	 * Returns the command that the fields make, or why they make none.
	 */
	Decoded command() {
		Refusal flaw = firstFlaw();
		if (flaw != null) {
			return refusal(flaw.reason(), flaw.sentence());
		}
		if (this.type == null) {
			return missing("'type'");
		}
		return switch (this.type) {
			case "say" -> say();
			case "join" -> join();
			case "leave" -> new Command.Leave(this.room, this.id);
			case "who" -> new Command.Who(this.room, this.id);
			case "history" -> history();
			case "token" -> (this.token != null) ? new Command.Token(this.token, this.id) : missing("'token'");
			default -> refusal(Reason.UNKNOWN_TYPE, "type " + Refusal.quote(this.type)
					+ " is unknown, must be 'say', 'join', 'leave', 'who', 'history' or 'token'");
		};
	}

	private @Nullable Refusal firstFlaw() {
		Set<String> ofType = (this.type != null) ? OF_ONE_TYPE.getOrDefault(this.type, Set.of()) : Set.of();
		for (Map.Entry<String, Refusal> flaw : this.reader.flaws().entrySet()) {
			if (OF_ALL_TYPES.contains(flaw.getKey()) || ofType.contains(flaw.getKey())) {
				return flaw.getValue();
			}
		}
		return null;
	}

	private Decoded say() {
		List<Body> bodies = bodies();
		Refusal refused = BodyRules.checkNumber(bodies);
		if (refused == null) {
			refused = this.rules.check(bodies.get(0));
		}
		return (refused != null) ? refusal(refused.reason(), refused.sentence())
				: new Command.Say(this.room, bodies.get(0), this.id);
	}

	private List<Body> bodies() {
		List<Body> bodies = new ArrayList<>(1);
		if (this.text != null) {
			bodies.add(new Body.Text(this.text));
		}
		if (this.data != null) {
			bodies.add(new Body.Data(this.data));
		}
		if (this.base64 != null) {
			bodies.add(this.base64);
		}
		return bodies;
	}

	private Decoded join() {
		if (this.room == null) {
			return missing("'room'");
		}
		if (this.since != null && this.last != null) {
			return both("since", "last");
		}
		return new Command.Join(this.room, this.nick, this.since, this.last, this.id);
	}

	private Decoded history() {
		if (this.before != null && this.since != null) {
			return both("before", "since");
		}
		int limitOrDefault = (this.limit != null) ? this.limit : JsonCodec.DEFAULT_PAGE;
		return new Command.History(this.room, this.before, this.since, limitOrDefault, this.id);
	}

	private Refusal missing(String fields) {
		return refusal(Reason.MISSING_FIELD, "field " + fields + " is missing");
	}

	private Refusal both(String field, String other) {
		return refusal(Reason.BAD_FIELD,
				"fields '" + field + "' and '" + other + "' are both given, must be one at most");
	}

	/**
	 * Returns a refusal of the command, with its room and id as far as they were read.
	 */
	Refusal refusal(Reason reason, String sentence) {
		return new Refusal(reason, sentence, this.room, this.id);
	}

}
