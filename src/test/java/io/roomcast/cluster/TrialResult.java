package io.roomcast.cluster;

import java.time.Duration;

/**
 * What a fault came to.
 *
 * @param said how many texts were said, each counted once
 * @param receipted how many of them have a receipt
 * @param refused how often one was refused; most were said again then
 * @param delivered how many messages all clients together have heard
 * @param gaps how many gaps were announced to all clients together
 * @param healed how long it took, once the fault was over, until each client had heard
 * something new of each
 */
record TrialResult(String fault, int said, int receipted, int refused, int delivered, long gaps, Duration healed) {

	/**
	 * Returns the result as a row of the table of faults.
	 */
	String toRow() {
		return "| %s | %,d | %,d | %,d | %,d | %,d | %.1f s |".formatted(this.fault, this.said, this.receipted,
				this.refused, this.delivered, this.gaps, this.healed.toMillis() / 1000.0);
	}

}
