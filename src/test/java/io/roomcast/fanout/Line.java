package io.roomcast.fanout;

import java.nio.charset.StandardCharsets;

/**
 * A text that the sender sees behind a {@code >}; an empty side sees nothing.
 */
record Line(String text, String ownText) implements Content {

	static Line of(String text) {
		return new Line(text, ">" + text);
	}

	static Line forOthers(String text) {
		return new Line(text, "");
	}

	@Override
	public int size() {
		return this.text.length();
	}

	@Override
	public byte[] common(Format format, Mark mark, long at) {
		return render(format, this.text);
	}

	@Override
	public byte[] own(Format format, Mark mark, long at) {
		return render(format, this.ownText);
	}

	private static byte[] render(Format format, String text) {
		return (format == Format.LINES) ? text.getBytes(StandardCharsets.UTF_8) : frames(text);
	}

	static byte[] frames(String text) {
		return text.isEmpty() ? Frames.none() : Frames.text(text);
	}

}
