package io.roomcast.limit;

import io.roomcast.fanout.Traffic;
import io.roomcast.protocol.Refusal;

/**
 * Whether there may be one more connection.
 */
public sealed interface ConnectionAnswer {

	/**
	 * There may.
	 *
	 * @param permit to be given back when the connection is gone
	 */
	record Granted(ConnectionPermit permit) implements ConnectionAnswer {
	}

	/**
	 * There may not.
	 *
	 * @param counted as what it is counted
	 */
	record Refused(Refusal refusal, Traffic.Refused counted) implements ConnectionAnswer {
	}

}
