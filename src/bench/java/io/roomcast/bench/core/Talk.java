package io.roomcast.bench.core;

import io.roomcast.fanout.Room;
import io.roomcast.fanout.Subscriber;

/**
 * Somebody who speaks in a room. He is not in it himself, as one who is would see his own
 * rendering, which is another question.
 */
final class Talk {

	private final BenchHub hub;

	private final Room room;

	private final Subscriber speaker;

	Talk(BenchHub hub, Room room) {
		this.hub = hub;
		this.room = room;
		this.speaker = hub.subscriber();
	}

	/**
	 * Says so many messages, then has them delivered together.
	 */
	long say(int messages) {
		for (int i = 0; i < messages; i++) {
			this.room.publish(this.speaker, FixedContent.MESSAGE);
		}
		this.hub.settle();
		return this.hub.delivered();
	}

}
