package io.roomcast.engine.redis;

import java.time.Duration;

/**
 * What is the same for all rooms of a service.
 *
 * @param keys the names of the keys
 * @param publish the bounds that Redis keeps to
 * @param publishTimeout for how long something waits to be published before it is given
 * up
 */
record RoomSettings(RedisKeys keys, PublishSettings publish, Duration publishTimeout) {

	/** By how many messages one call may exceed what Redis keeps. */
	private static final int MARGIN = 2 * Sequencer.MAX_CALL_ENTRIES;

	RoomKeys keys(String room) {
		return this.keys.room(room);
	}

	/**
	 * Returns how many messages are read at once: all that there may be.
	 */
	int readEntries() {
		return this.publish.historyEntries() + MARGIN;
	}

}
