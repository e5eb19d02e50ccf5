package io.roomcast.protocol;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Why something that a client asked for was not done.
 *
 * @param reason for programs
 * @param sentence for people: names the value and the limit
 * @param id the client's own name for the command; null if it gave none that can be used
 */
public record Refusal(Reason reason, String sentence, @Nullable String id) implements Decoded {

	/** How much of a bad value a sentence repeats. */
	private static final int SHOWN = 80;

	/**
	 * A refusal of something that is no command.
	 */
	public Refusal(Reason reason, String sentence) {
		this(reason, sentence, null);
	}

	/**
	 * Returns what the client is told.
	 */
	public Event.Error toEvent() {
		return new Event.Error(this.reason, this.sentence, this.id, null);
	}

	/**
	 * Returns how a sentence shows a value that came from a client.
	 */
	public static String quote(String value) {
		if (value.length() <= SHOWN) {
			return "'" + value + "'";
		}
		int end = Character.isHighSurrogate(value.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
		return "'" + value.substring(0, end) + "...'";
	}

	/**
	 * The kinds of refusals. What status or close code each has is the edges' business.
	 */
	public enum Reason {

		/** The room's name breaks the rule for names. */
		BAD_ROOM,

		/** The nick breaks the rule for nicks. */
		BAD_NICK,

		/** The nick has the form that the server gives out itself. */
		RESERVED_NICK,

		/** Somebody in the room has the nick. */
		NICK_TAKEN,

		/** The cursor is none of ours. */
		BAD_CURSOR,

		/** A line is no JSON object, or one that is too much to read. */
		BAD_JSON,

		/** There is no command of this type. */
		UNKNOWN_TYPE,

		/** The command lacks a field. */
		MISSING_FIELD,

		/** A field of the command does not hold what it must. */
		BAD_FIELD,

		/** The text is larger than a message may be. */
		TEXT_TOO_LONG,

		/** The frame holds more lines than one frame may. */
		TOO_MANY_LINES,

		/** The idempotency key was used for something else. */
		KEY_REUSED;

		private final String code = name().toLowerCase(Locale.ROOT);

		/**
		 * Returns the reason's name in JSON.
		 */
		public String code() {
			return this.code;
		}

	}

}
