package io.roomcast.protocol;

/**
 * The plain-text protocol, for clients that ask for no subprotocol: each event is one
 * sentence, each text that comes in is said as it is.
 */
public final class TextCodec {

	private TextCodec() {
	}

	public static Command decode(String text) {
		return new Command.Say(text);
	}

	public static String encode(Event event) {
		if (event instanceof Event.Message message) {
			return message.nick() + ": " + message.text();
		}
		if (event instanceof Event.Echo echo) {
			return "echo: " + echo.text();
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
		throw new IllegalArgumentException("no text for " + event);
	}

}
