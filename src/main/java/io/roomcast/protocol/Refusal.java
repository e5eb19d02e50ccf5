package io.roomcast.protocol;

/**
 * Why something that a client asked for was not done.
 *
 * @param reason for programs
 * @param sentence for people: names the value and the limit
 */
public record Refusal(Reason reason, String sentence) {

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
		NICK_TAKEN

	}

}
