package io.roomcast.engine.redis;

import io.roomcast.fanout.Content;
import io.roomcast.fanout.Format;
import io.roomcast.fanout.Frames;
import io.roomcast.fanout.Position;

/**
 * What stands for a message that this version cannot read: clients see nothing of it.
 */
enum Unreadable implements Content {

	CONTENT;

	@Override
	public int size() {
		return 0;
	}

	@Override
	public byte[] forOthers(Format format, Position position, long at) {
		return Frames.none();
	}

	@Override
	public byte[] forSender(Format format, Position position, long at) {
		return Frames.none();
	}

}
