package io.roomcast.engine.redis;

/**
 * The names of the keys and channels of a service.
 *
 * @param prefix what all of them begin with
 */
record RedisKeys(String prefix) {

	/**
	 * Returns the keys of a room.
	 */
	RoomKeys room(String name) {
		return new RoomKeys(this.prefix + ":{" + name + "}:");
	}

	/**
	 * Returns the hash of the nodes.
	 */
	String nodes() {
		return this.prefix + ":nodes";
	}

	/**
	 * Returns the counter of the clients' numbers.
	 */
	String numbers() {
		return this.prefix + ":numbers";
	}

	/**
	 * Returns the sorted set of the rooms, by when each was last in use.
	 */
	String rooms() {
		return this.prefix + ":rooms";
	}

	String session(long client) {
		return this.prefix + ":session:" + client;
	}

	/**
	 * Returns the channel of one node.
	 */
	String node(String id) {
		return this.prefix + ":node:" + id;
	}

}
