package io.roomcast.chat;

import java.util.regex.Pattern;

import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;

import org.jspecify.annotations.Nullable;

/**
 * What rooms and clients may be called. Any thread may call.
 */
public final class NameRules {

	/** How many characters (code points) the name of a room may have. */
	public static final int MAX_ROOM_LENGTH = 64;

	/**
	 * What the name of a room is made of, as a regular expression of Java and JavaScript.
	 */
	public static final String ROOM_PATTERN = "^[A-Za-z0-9][A-Za-z0-9._-]*$";

	/** How many characters (code points) a nick may have. */
	public static final int MAX_NICK_LENGTH = 32;

	/** What a nick is made of, as a regular expression of Java and JavaScript. */
	public static final String NICK_PATTERN = "^[\\p{L}\\p{Nd}_.-]+$";

	private static final Pattern ROOM = Pattern.compile(ROOM_PATTERN);

	private static final Pattern NICK = Pattern.compile(NICK_PATTERN);

	/** What sentences of the server begin with in plain text, and nicks it gives out. */
	private static final Pattern RESERVED = Pattern.compile("user_[0-9]+|server|echo|error|welcome",
			Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

	private NameRules() {
	}

	/**
	 * Returns why a name is refused for a room, or null if it is not.
	 */
	public static @Nullable Refusal checkRoom(String name) {
		int length = name.codePointCount(0, name.length());
		if (length > MAX_ROOM_LENGTH) {
			return new Refusal(Reason.BAD_ROOM,
					"room name " + Refusal.quote(name) + " is " + length + " characters, limit " + MAX_ROOM_LENGTH);
		}
		if (!ROOM.matcher(name).matches()) {
			return new Refusal(Reason.BAD_ROOM, "room name " + Refusal.quote(name) + " must be 1 to " + MAX_ROOM_LENGTH
					+ " of A-Z a-z 0-9 . _ - and start with a letter or digit");
		}
		return null;
	}

	/**
	 * Returns whether a client may have a nick.
	 */
	public static boolean isFree(String nick) {
		return checkNick(nick) == null;
	}

	/**
	 * Returns why a nick is refused to a client, or null if it is not.
	 */
	static @Nullable Refusal checkNick(String nick) {
		Refusal refusal = checkNickSyntax(nick);
		if (refusal == null && RESERVED.matcher(nick).matches()) {
			refusal = new Refusal(Reason.RESERVED_NICK, "nick " + Refusal.quote(nick)
					+ " is reserved: user_<number>, server, echo, error and welcome are the server's own, in any case");
		}
		return refusal;
	}

	/**
	 * Returns why a nick is refused even to the server, or null if it is not.
	 */
	static @Nullable Refusal checkNickSyntax(String nick) {
		int length = nick.codePointCount(0, nick.length());
		if (length > MAX_NICK_LENGTH) {
			return new Refusal(Reason.BAD_NICK,
					"nick " + Refusal.quote(nick) + " is " + length + " characters, limit " + MAX_NICK_LENGTH);
		}
		if (!NICK.matcher(nick).matches()) {
			return new Refusal(Reason.BAD_NICK,
					"nick " + Refusal.quote(nick) + " must be 1 to " + MAX_NICK_LENGTH + " of letters, digits, _ . -");
		}
		return null;
	}

}
