package io.roomcast.engine.redis;

import io.roomcast.engine.Contents;
import io.roomcast.fanout.Content;
import io.roomcast.fanout.Format;
import io.roomcast.fanout.Frames;
import io.roomcast.fanout.Position;

/**
 * What is told in a simulation: texts that say all that a test wants to know.
 */
enum SimulatedContents implements Contents {

	INSTANCE;

	@Override
	public byte[] encode(Content content) {
		return SimulatedRoom.bytes(((Text) content).text());
	}

	@Override
	public Content decode(String room, byte[] bytes) {
		return message(SimulatedRoom.text(bytes));
	}

	static Content message(String text) {
		return new Text("message", text, true);
	}

	@Override
	public Content joined(String room, String nick, long client) {
		return new Text("joined", nick + ":" + client, false);
	}

	@Override
	public Content left(String room, String nick, long client) {
		return new Text("left", nick + ":" + client, false);
	}

	@Override
	public Content gap(String room, Position after, Position position) {
		return new Text("gap", text(after), false);
	}

	/**
	 * Encodes that a subscriber has missed something.
	 */
	static byte[] missed(String room, Position after, Position position) {
		return Frames.text("gap " + text(position) + " " + text(after));
	}

	static String text(Position position) {
		return position.epoch() + "." + position.offset() + "." + position.nonce();
	}

	static Position position(String text) {
		String[] parts = text.split("\\.", -1);
		return new Position(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
	}

	/**
	 * One of these texts. The sender of a message sees it as its own, that of a notice
	 * not at all.
	 */
	private record Text(String kind, String text, boolean isSenderTold) implements Content {

		@Override
		public int size() {
			return this.text.length();
		}

		@Override
		public byte[] forOthers(Format format, Position position, long at) {
			return frame(this.kind, position);
		}

		@Override
		public byte[] forSender(Format format, Position position, long at) {
			return this.isSenderTold ? frame("own", position) : Frames.none();
		}

		private byte[] frame(String word, Position position) {
			return Frames.text(word + " " + SimulatedContents.text(position) + " " + this.text);
		}

	}

}
