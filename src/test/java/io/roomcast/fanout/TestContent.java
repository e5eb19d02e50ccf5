package io.roomcast.fanout;

/**
 * A text that its sender sees with a {@code >} before it. An empty text makes no frame.
 */
record TestContent(String text, String ownText) implements Content {

	static TestContent of(String text) {
		return new TestContent(text, ">" + text);
	}

	static TestContent none() {
		return new TestContent("", "");
	}

	static TestContent forOthers(String text) {
		return new TestContent(text, "");
	}

	@Override
	public int size() {
		return this.text.length();
	}

	@Override
	public byte[] forOthers(Format format, Position position, long at) {
		return frames(this.text);
	}

	@Override
	public byte[] forSender(Format format, Position position, long at) {
		return frames(this.ownText);
	}

	private static byte[] frames(String text) {
		return text.isEmpty() ? Frames.none() : Frames.text(text);
	}

}
