package io.roomcast.engine.redis;

import java.time.Duration;

/**
 * What is the same for all rooms of a service.
 *
 * @param keys the names of the keys
 * @param publish the bounds that Redis keeps to
 * @param publishTimeout for how long something waits to be published before it is given
 * up
 * @param linger for how long a busy room gathers what it publishes and delivers next;
 * zero for not at all
 */
record RoomSettings(RedisKeys keys, PublishSettings publish, Duration publishTimeout, Duration linger) {

	/** Costs a lone message nothing, as its room is not busy. */
	static final Duration LINGER = Duration.ofMillis(3);

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
