package io.roomcast.bench.core;

import io.roomcast.fanout.Room;
import io.roomcast.fanout.Subscriber;

/**
 * Somebody who speaks in a room. He is not in it himself, as one who is would see his own
 * rendering, which is another question.
 */
final class Talk {

	private final House house;

	private final Room room;

	private final Subscriber speaker;

	Talk(House house, Room room) {
		this.house = house;
		this.room = room;
		this.speaker = house.subscriber();
	}

	/**
	 * Says so many messages, then has them delivered together.
	 */
	long say(int messages) {
		for (int i = 0; i < messages; i++) {
			this.room.publish(this.speaker, Said.MESSAGE);
		}
		this.house.settle();
		return this.house.delivered();
	}

}
