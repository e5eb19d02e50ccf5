package io.roomcast.engine.redis;

import java.nio.charset.StandardCharsets;

import io.roomcast.engine.Contents;
import io.roomcast.fanout.Content;
import io.roomcast.fanout.Format;
import io.roomcast.fanout.Frames;
import io.roomcast.fanout.Position;

/**
 * What is said in a {@link PlayedRoom}: texts, of which those that begin with "?" cannot
 * be decoded.
 */
enum PlayedContents implements Contents {

	INSTANCE;

	static Content message(String text) {
		return new Text(text, "own: " + text);
	}

	@Override
	public byte[] encode(Content content) {
		return ((Text) content).text().getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public Content decode(String room, byte[] bytes) {
		String text = new String(bytes, StandardCharsets.UTF_8);
		if (text.startsWith("?")) {
			throw new IllegalArgumentException("no message: " + text);
		}
		return message(text);
	}

	@Override
	public Content joined(String room, String nick, long client) {
		return new Text(nick + " joined", "");
	}

	@Override
	public Content left(String room, String nick, long client) {
		return new Text(nick + " left", "");
	}

	@Override
	public Content gap(String room, Position after, Position position) {
		return new Text("gap " + after.offset() + " " + position.offset(), "");
	}

	private record Text(String text, String ownText) implements Content {

		@Override
		public int size() {
			return this.text.length();
		}

		@Override
		public byte[] forOthers(Format format, Position position, long at) {
			return Frames.text(this.text);
		}

		@Override
		public byte[] forSender(Format format, Position position, long at) {
			return this.ownText.isEmpty() ? Frames.none() : Frames.text(this.ownText);
		}

	}

}
