package io.roomcast.engine.redis;

/**
 * The names of the keys of a room, all in one slot of a Redis Cluster.
 *
 * @param prefix what all of them begin with
 */
record RoomKeys(String prefix) {

	/**
	 * Returns the hash of what counts up, and of each node's last batch.
	 */
	String log() {
		return this.prefix + "log";
	}

	/**
	 * Returns the stream of the messages.
	 */
	String messages() {
		return this.prefix + "messages";
	}

	/**
	 * Returns the hash of the clients, and of the nicks that are reserved.
	 */
	String clients() {
		return this.prefix + "clients";
	}

	/**
	 * Returns the channel that the room's batches are published on.
	 */
	String batches() {
		return this.prefix + "batches";
	}

	/**
	 * Returns the hash of a client's receipts.
	 */
	String receipts(long client) {
		return this.prefix + "ids:" + client;
	}

	/**
	 * Returns the answer to an idempotency key.
	 */
	String answer(String idempotencyKey) {
		return this.prefix + "key:" + idempotencyKey;
	}

}
