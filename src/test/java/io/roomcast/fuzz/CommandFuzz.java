package io.roomcast.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Commands of a JSON client, made by their grammar: good ones, and such as have wrong,
 * missing, repeated or odd fields. Each client asks at last who is in a room, and must be
 * answered.
 */
final class CommandFuzz {

	private static final List<String> TYPES = List.of("say", "say", "say", "join", "join", "leave", "who", "history",
			"token", "shout", "");

	private static final List<String> FIELDS = List.of("room", "text", "data", "base64", "id", "nick", "since",
			"before", "last", "limit", "type", "token", "x", "\\u0069d", "");

	private static final List<String> ODD_VALUES = List.of("null", "true", "false", "0", "-0", "-1", "1.0", "1e400",
			"-1e-400", "1e99999999999", "9".repeat(400), "0x1", "01", "NaN", "\"\"", "\" \"", "\"\\ud800\"",
			"\"\\udc00\\ud800\"", "\"\\ud83d\\ude00\"", "\"\\u0000\"", "\"\\x\"", "\"\\u12\"", "\"\u0001\"",
			"\"\u2028\"", "\"\u202e\"", "\"\ufeff\"", "[]", "{}", "[[]]", "{\"a\":{\"a\":1,\"a\":2}}", "\"unended",
			"'a'", "/**/1", "\"====\"", "\"AP8\"", "\"AP8=\"", "\"_-==\"", "1,", "", ":", "}", "]");

	private static final Pattern CURSOR = Pattern.compile("\"cursor\":\"([^\"]{32})\"");

	private static final String NO_CURSOR = "A".repeat(32);

	private static final String CURSOR_MARK = "<cursor>";

	private static final String CURSOR_LETTERS = "ABCXYZabcxyz0189-_";

	private static final int LARGE = 70_000;

	private CommandFuzz() {
	}

	static Script commands(FuzzRandom random) {
		String target = random.oneIn(3) ? "/connect" : "/chat/" + Wire.room(random);
		String query = random.oneIn(3) ? "?nick=" + Wire.nick(random) : "";
		Script script = new Script().send(Wire.jsonHandshake(target + query));
		if (!random.oneIn(4)) {
			script.awaitHead();
		}
		for (int count = random.between(1, 8); count > 0; count--) {
			script.send(withCursor(random, frame(random, command(random))));
		}
		return script.send(WireFrame.text(random, "{\"type\":\"who\",\"room\":\"fuzz-none\",\"id\":\"end!\"}"))
			.awaitOrEnd("\"id\":\"end!\"")
			.endSocket(random);
	}

	/**
	 * Puts a cursor that the client was told into its command, with a bit changed.
	 */
	private static Function<CharSequence, byte[]> withCursor(FuzzRandom random, Function<String, byte[]> frame) {
		int index = random.below(NO_CURSOR.length());
		char changed = CURSOR_LETTERS.charAt(random.below(CURSOR_LETTERS.length()));
		boolean flips = random.oneIn(2);
		return (received) -> {
			Matcher told = CURSOR.matcher(received);
			String cursor = told.find() ? told.group(1) : NO_CURSOR;
			return frame.apply(flips ? cursor.substring(0, index) + changed + cursor.substring(index + 1) : cursor);
		};
	}

	/**
	 * Returns what makes the frames of a command: mostly one.
	 */
	private static Function<String, byte[]> frame(FuzzRandom random, String command) {
		if (!command.contains(CURSOR_MARK)) {
			byte[] utf8 = command.getBytes(StandardCharsets.UTF_8);
			byte[] frame = WireFrame.of(random, WireFrame.LAST | WireFrame.TEXT,
					random.oneIn(8) ? random.mutate(utf8) : utf8);
			return (cursor) -> frame;
		}
		long seed = random.anyLong();
		return (cursor) -> WireFrame.text(new FuzzRandom(seed, 0), command.replace(CURSOR_MARK, cursor));
	}

	private static String command(FuzzRandom random) {
		if (random.oneIn(40)) {
			return nested(random, "[") + nested(random, "]");
		}
		String type = random.pick(TYPES);
		List<String> fields = new ArrayList<>(List.of(field("type", quoted(type))));
		fields.addAll(goodFields(random, type));
		for (int count = random.below(3); count > 0; count--) {
			change(fields, random);
		}
		if (random.oneIn(3)) {
			Collections.swap(fields, 0, random.below(fields.size()));
		}
		return "{" + String.join(",", fields) + "}" + (random.oneIn(30) ? random.pick(ODD_VALUES) : "");
	}

	private static List<String> goodFields(FuzzRandom random, String type) {
		List<String> fields = new ArrayList<>();
		if (type.equals("join") || random.oneIn(2)) {
			fields.add(field("room", quoted(Wire.room(random))));
		}
		if (random.oneIn(2)) {
			fields.add(field("id", random.oneIn(2) ? quoted("c" + random.below(5)) : "" + random.below(5)));
		}
		switch (type) {
			case "say" -> fields.add(body(random));
			case "join" -> fields.add(start(random));
			case "history" -> fields.add(page(random));
			case "token" -> fields.add(field("token", quoted(random.text("abc.-_", random.below(60)))));
			default -> {
			}
		}
		return fields;
	}

	private static String body(FuzzRandom random) {
		return switch (random.below(12)) {
			case 0 -> field("text", quoted("x".repeat(random.between(1, LARGE))));
			case 1 -> field("data", "\"" + "\\u0061".repeat(random.between(1, LARGE / 6)) + "\"");
			case 2, 3 -> field("data", random.pick(ODD_VALUES));
			case 4 -> field("base64", quoted("AP8=".repeat(random.below(20))));
			case 5 -> field("data", nested(random, "[") + "1" + nested(random, "]"));
			default -> field("text", quoted("hi " + random.below(100)));
		};
	}

	private static String start(FuzzRandom random) {
		return switch (random.below(5)) {
			case 0 -> field("last", "" + random.between(-1, 1001));
			case 1 -> field("since", quoted(CURSOR_MARK));
			case 2 -> field("since", quoted(random.text(CURSOR_LETTERS, random.between(31, 33))));
			case 3 -> field("last", "3") + "," + field("since", quoted(CURSOR_MARK));
			default -> field("nick", quoted(Wire.nick(random)));
		};
	}

	private static String page(FuzzRandom random) {
		return field(random.oneIn(2) ? "since" : "before", quoted(CURSOR_MARK)) + ","
				+ field("limit", "" + random.between(-1, 1001));
	}

	private static void change(List<String> fields, FuzzRandom random) {
		int index = random.below(fields.size());
		switch (random.below(5)) {
			case 0 -> fields.add(fields.get(index));
			case 1 -> fields.set(index, field(random.pick(FIELDS), random.pick(ODD_VALUES)));
			case 2 -> fields.add(field(random.pick(FIELDS), random.pick(ODD_VALUES)));
			case 3 -> fields.add(field("x", nested(random, "{\"a\":") + "1" + nested(random, "}")));
			default -> fields.set(index,
					fields.get(index).replaceFirst(":.*", ":" + random.pick(ODD_VALUES).replace("\\", "\\\\")));
		}
	}

	private static String nested(FuzzRandom random, String bracket) {
		return bracket.repeat(random.pick(List.of(1, 50, 99, 100, 101, 500, 3000)));
	}

	private static String field(String name, String value) {
		return "\"" + name + "\":" + value;
	}

	private static String quoted(String text) {
		return "\"" + text + "\"";
	}

}
