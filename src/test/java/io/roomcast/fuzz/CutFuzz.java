package io.roomcast.fuzz;

import java.util.List;

/**
 * Short and good conversations, each cut after each of its bytes, by FIN and by RST.
 */
final class CutFuzz {

	private static final List<Conversation> CONVERSATIONS = List.of(json(), text(), post(), chunkedPost(), listening());

	/** How many cuts there are. */
	static final int COUNT = CONVERSATIONS.stream().mapToInt(Conversation::cuts).sum();

	private CutFuzz() {
	}

	/**
	 * Returns one of the cuts.
	 * @param number 0 to {@link #COUNT}, exclusive
	 */
	static Script cut(int number, FuzzRandom random) {
		int rest = number;
		for (Conversation conversation : CONVERSATIONS) {
			if (rest < conversation.cuts()) {
				return conversation.cut(rest / 2, rest % 2 == 0, random);
			}
			rest -= conversation.cuts();
		}
		throw new IllegalArgumentException("cut " + number + ", must be less than " + COUNT);
	}

	private static Conversation json() {
		FuzzRandom random = new FuzzRandom(0, 0);
		return new Conversation(Wire.jsonHandshake("/chat/cut"),
				Wire.text(WireFrame.text(random, "{\"type\":\"say\",\"text\":\"\u00fc\",\"id\":\"c1\"}"),
						WireFrame.text(random, "{\"type\":\"leave\",\"id\":\"c2\"}"), WireFrame.close(random, 1000)),
				"\"id\":\"c2\"");
	}

	private static Conversation text() {
		FuzzRandom random = new FuzzRandom(0, 1);
		return new Conversation(Wire.textHandshake("/chat/cut"),
				Wire.text(WireFrame.of(random, WireFrame.TEXT, new byte[] { 'h' }), WireFrame.ping(random, "p"),
						WireFrame.of(random, WireFrame.LAST | WireFrame.CONTINUATION, new byte[] { 'i' }),
						WireFrame.of(random, WireFrame.LAST | WireFrame.BINARY, new byte[130]),
						WireFrame.close(random, 1000)),
				"echo: hi");
	}

	private static Conversation post() {
		String body = "{\"text\":\"hi\"}";
		List<String> headers = List.of(Wire.HOST, Wire.AUTHORIZATION, "Content-Type: application/json",
				"Content-Length: " + body.length());
		return new Conversation(Wire.request("POST /rooms/cut/messages", headers), body, "HTTP/1.1 201");
	}

	private static Conversation chunkedPost() {
		List<String> headers = List.of(Wire.HOST, Wire.AUTHORIZATION, "Content-Type: application/json",
				"Transfer-Encoding: chunked");
		return new Conversation(Wire.request("POST /rooms/cut/messages", headers),
				"1\r\n{\r\na;x=y\r\n\"text\":\"\"}\r\n0\r\nX: y\r\n\r\n", "HTTP/1.1 201");
	}

	private static Conversation listening() {
		return new Conversation(Wire.request("GET /rooms/cut/events?last=1", List.of(Wire.HOST)), "", "\"welcome\"");
	}

	/**
	 * What a client sends, and what it gets if it sends all of it.
	 */
	private record Conversation(String head, String rest, String answer) {

		int cuts() {
			return 2 * (length() + 1);
		}

		private int length() {
			return this.head.length() + this.rest.length();
		}

		/**
		 * Returns the conversation up to a byte. The first part may be answered before
		 * the second is sent.
		 */
		Script cut(int end, boolean resets, FuzzRandom random) {
			Script script = new Script();
			if (end >= this.head.length() && random.oneIn(2)) {
				script.send(this.head).send(this.rest.substring(0, end - this.head.length()));
			}
			else {
				script.send((this.head + this.rest).substring(0, end));
			}
			if (end == length()) {
				script.await(this.answer);
			}
			return resets ? script.reset() : script.finish();
		}

	}

}
