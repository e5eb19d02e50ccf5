package io.roomcast.harness;

/**
 * The id that a client gives to a command: a string, or a whole number with the digits
 * that it is written with. Immutable.
 */
public record CommandId(String text, boolean number) {

	public static CommandId of(String text) {
		return new CommandId(text, false);
	}

	public static CommandId of(long number) {
		return ofDigits(Long.toString(number));
	}

	/**
	 * Returns a number of any size.
	 */
	public static CommandId ofDigits(String digits) {
		return new CommandId(digits, true);
	}

	String toJson() {
		return this.number ? this.text : JsonText.quote(this.text);
	}

}
