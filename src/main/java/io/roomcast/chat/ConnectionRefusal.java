package io.roomcast.chat;

import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Outlet;
import io.roomcast.protocol.Refusal;

/**
 * Refuses clients whose connection is open already, and decides by which close code. Any
 * thread may call.
 */
final class ConnectionRefusal {

	private ConnectionRefusal() {
	}

	/**
	 * Tells a client why it may not be here, and closes the connection.
	 * @return the close code
	 */
	static int tell(Refusal refusal, ClientProtocol protocol, Outlet outlet) {
		Disconnect disconnect = disconnect(refusal);
		outlet.send(protocol.encode(refusal.toEvent()));
		outlet.close(disconnect);
		return disconnect.code();
	}

	private static Disconnect disconnect(Refusal refusal) {
		return switch (refusal.reason()) {
			case NICK_TAKEN -> Disconnect.nickTaken(refusal.sentence());
			case NOT_ALLOWED, UNAUTHORIZED -> Disconnect.notAllowed(refusal.sentence());
			case TOKEN_EXPIRED -> Disconnect.TOKEN_EXPIRED;
			case TOO_MANY_CONNECTIONS, RATE_LIMITED -> Disconnect.overLimit(refusal.sentence());
			case SHUTTING_DOWN -> Disconnect.RESTARTING;
			case UNAVAILABLE, TOO_MANY_CLIENTS -> Disconnect.unavailable(refusal.sentence());
			default -> Disconnect.badRequest(refusal.sentence());
		};
	}

}
