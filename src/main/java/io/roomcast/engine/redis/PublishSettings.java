package io.roomcast.engine.redis;

import java.time.Duration;

/**
 * What is the same for all publish calls of a service.
 *
 * @param historyEntries how many messages a room keeps
 * @param historyBytes how many bytes of them
 * @param historyTtl for how long it keeps them
 * @param keep for how long a room is kept that is not in use and has no history
 * @param receiptTtl for how long a client's receipts are kept after the last one
 * @param answerTtl for how long the answer to an idempotency key is kept
 * @param isSharded whether batches are published on sharded channels, if Redis knows such
 */
record PublishSettings(int historyEntries, long historyBytes, Duration historyTtl, Duration keep, Duration receiptTtl,
		Duration answerTtl, boolean isSharded) {

	/**
	 * Returns the same for channels of a kind.
	 */
	PublishSettings on(boolean sharded) {
		return (sharded == this.isSharded) ? this : new PublishSettings(this.historyEntries, this.historyBytes,
				this.historyTtl, this.keep, this.receiptTtl, this.answerTtl, sharded);
	}

}
