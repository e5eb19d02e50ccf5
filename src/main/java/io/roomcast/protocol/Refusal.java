package io.roomcast.protocol;

import java.time.Duration;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Why something that a client asked for is not done.
 *
 * @param reason for programs
 * @param sentence for people: names the value and the limit
 * @param room the room that the command named; null if it named none that can be repeated
 * @param id the client's own id for the command; null if it gave no usable one
 * @param retryAfter when it is worth another try; null if it is not
 */
public record Refusal(Reason reason, String sentence, @Nullable String room, @Nullable CommandId id,
		@Nullable Duration retryAfter) implements Decoded {

	/** How much of a bad value a sentence repeats. */
	private static final int SHOWN = 80;

	/**
	 * Makes a refusal that names no command.
	 */
	public Refusal(Reason reason, String sentence) {
		this(reason, sentence, null, null);
	}

	/**
	 * Makes a refusal for good.
	 */
	public Refusal(Reason reason, String sentence, @Nullable String room, @Nullable CommandId id) {
		this(reason, sentence, room, id, null);
	}

	/**
	 * Makes the refusal of something that cannot be had now.
	 */
	public static Refusal unavailable(String sentence, Duration retryAfter) {
		return new Refusal(Reason.UNAVAILABLE, sentence, null, null, retryAfter);
	}

	/**
	 * Returns the refusal with the room that it is about.
	 */
	public Refusal in(String about) {
		return new Refusal(this.reason, this.sentence, about, this.id, this.retryAfter);
	}

	/**
	 * Returns the refusal of a command for the same reason. Its room is that of the
	 * command, if the command names one.
	 */
	public Refusal answering(Command command) {
		String named = command.room();
		return new Refusal(this.reason, this.sentence, (named != null) ? named : this.room, command.id(),
				this.retryAfter);
	}

	/**
	 * Returns the refusal of what a client has sent, a command or what is none.
	 */
	public Refusal answering(Decoded sent) {
		return (sent instanceof Refusal other)
				? new Refusal(this.reason, this.sentence, other.room, other.id, this.retryAfter)
				: answering((Command) sent);
	}

	/**
	 * Returns the event that tells the client.
	 */
	public Event.Error toEvent() {
		return new Event.Error(this.room, this.reason, this.sentence, this.id,
				(this.retryAfter != null) ? this.retryAfter.toMillis() : null);
	}

	/**
	 * Returns a value that came from a client as a sentence shows it.
	 */
	public static String quote(String value) {
		return "'" + shorten(value) + "'";
	}

	/**
	 * Returns as much of a value as a sentence shows.
	 */
	static String shorten(String value) {
		if (value.length() <= SHOWN) {
			return value;
		}
		int end = Character.isHighSurrogate(value.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
		return value.substring(0, end) + "...";
	}

	/**
	 * The kinds of refusals.
	 */
	public enum Reason {

		/** The room's name breaks the rule for names. */
		BAD_ROOM,

		/** The nick breaks the rule for nicks. */
		BAD_NICK,

		/** The nick is one that the server uses itself. */
		RESERVED_NICK,

		/** Another client in the room has the nick. */
		NICK_TAKEN,

		/** The string is no cursor. */
		BAD_CURSOR,

		/** The string is no secret of a session. */
		BAD_SESSION,

		/** The frame is no JSON object, or one that is over a limit of the parser. */
		BAD_JSON,

		/** There is no command of this type. */
		UNKNOWN_TYPE,

		/** The command lacks a field. */
		MISSING_FIELD,

		/** A field of the command does not hold what it must. */
		BAD_FIELD,

		/** What is said is larger than a message may be. */
		MESSAGE_TOO_LARGE,

		/** The command's id was used for another message. */
		ID_REUSED,

		/** The idempotency key was used for another message. */
		KEY_REUSED,

		/** The client is not in the room. */
		NOT_IN_ROOM,

		/** The client is in the room already. */
		ALREADY_IN_ROOM,

		/** The client is in as many rooms as it may be. */
		TOO_MANY_ROOMS,

		/** The client may not do that. */
		NOT_ALLOWED,

		/** There is no token, or one that is not valid. */
		UNAUTHORIZED,

		/** The token has expired. */
		TOKEN_EXPIRED,

		/** The node has as many clients as it takes. */
		TOO_MANY_CLIENTS,

		/** The address has as many connections as one may have. */
		TOO_MANY_CONNECTIONS,

		/** The client, or its address, does too much in too little time. */
		RATE_LIMITED,

		/** The server cannot do it now. */
		UNAVAILABLE,

		/** The server is about to stop. */
		SHUTTING_DOWN;

		private final String code = name().toLowerCase(Locale.ROOT);

		/**
		 * Returns the reason's name in JSON.
		 */
		public String code() {
			return this.code;
		}

	}

}
