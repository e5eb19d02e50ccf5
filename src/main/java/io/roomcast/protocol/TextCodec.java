package io.roomcast.protocol;

import java.util.Optional;

/**
 * The plain-text protocol, for clients that ask for no subprotocol: each event is one
 * sentence, each text that comes in is said as it is. Any thread may call.
 */
public final class TextCodec {

	private static final Event.Visitor<Optional<String>> SENTENCES = new Sentences();

	private TextCodec() {
	}

	public static Command decode(String text) {
		return new Command.Say(null, new Body.Text(text), null);
	}

	/**
	 * Encodes an event for everybody but its sender; empty if it has no sentence.
	 */
	public static Optional<String> encode(Event event) {
		return event.accept(SENTENCES);
	}

	/**
	 * Encodes a message for its sender. Bytes have no text.
	 */
	public static String encodeEcho(Event.Message message) {
		return "echo: " + text(message.body()).orElseThrow();
	}

	private static Optional<String> text(Body body) {
		if (body instanceof Body.Text text) {
			return Optional.of(text.text());
		}
		return (body instanceof Body.Data data) ? Optional.of(data.json()) : Optional.empty();
	}

	private static final class Sentences implements Event.Visitor<Optional<String>> {

		@Override
		public Optional<String> hello(Event.Hello hello) {
			return Optional.empty();
		}

		@Override
		public Optional<String> welcome(Event.Welcome welcome) {
			return Optional.of((welcome.nick() != null) ? "welcome " + welcome.nick() : "welcome");
		}

		@Override
		public Optional<String> message(Event.Message message) {
			return text(message.body()).map((text) -> message.from() + ": " + text);
		}

		@Override
		public Optional<String> joined(Event.Joined joined) {
			return Optional.of(joined.nick() + " joined");
		}

		@Override
		public Optional<String> left(Event.Left left) {
			return Optional.of(left.nick() + " left");
		}

		@Override
		public Optional<String> count(Event.Count count) {
			return Optional.empty();
		}

		@Override
		public Optional<String> clients(Event.Clients clients) {
			return Optional.empty();
		}

		@Override
		public Optional<String> history(Event.History history) {
			return Optional.empty();
		}

		@Override
		public Optional<String> gap(Event.Gap gap) {
			return Optional.empty();
		}

		@Override
		public Optional<String> token(Event.Token token) {
			return Optional.empty();
		}

		@Override
		public Optional<String> ping(Event.Ping ping) {
			return Optional.empty();
		}

		@Override
		public Optional<String> reconnect(Event.Reconnect reconnect) {
			return Optional.empty();
		}

		@Override
		public Optional<String> error(Event.Error error) {
			return Optional.of("error: " + error.message());
		}

	}

}
