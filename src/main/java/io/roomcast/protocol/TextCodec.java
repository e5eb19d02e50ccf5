package io.roomcast.protocol;

/**
 * The plain-text protocol, for clients that ask for no subprotocol: each event is one
 * sentence, each text that comes in is said as it is.
 */
public final class TextCodec {

	private TextCodec() {
	}

	public static Command decode(String text) {
		return new Command.Say(text, null);
	}

	/**
	 * The event as everybody sees it whom it does not come from. Bytes, gaps and
	 * reconnects have no sentence.
	 */
	public static String encode(Event event) {
		if (event instanceof Event.Message message) {
			return message.from() + ": " + message.text();
		}
		if (event instanceof Event.Welcome welcome) {
			return "welcome " + welcome.nick();
		}
		if (event instanceof Event.Joined joined) {
			return joined.nick() + " joined";
		}
		if (event instanceof Event.Left left) {
			return left.nick() + " left";
		}
		if (event instanceof Event.Error error) {
			return "error: " + error.message();
		}
		throw new IllegalArgumentException("no text for " + event);
	}

	/**
	 * The message as its sender sees it.
	 */
	public static String encodeEcho(Event.Message message) {
		return "echo: " + message.text();
	}

}
