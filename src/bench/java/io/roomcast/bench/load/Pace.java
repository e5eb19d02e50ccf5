package io.roomcast.bench.load;

/**
 * When a sender says its next message. In a closed loop it waits for earlier ones to
 * arrive, so the rate shows what the server can carry. In an open loop the time is fixed
 * beforehand, and latency counts from it, so that a stalled server cannot hide its delay
 * by delaying the sender.
 *
 * @param window closed loop: messages of a sender that may be under way; 0 in an open
 * loop
 * @param perSecond open loop: messages a second from all senders together; 0 in a closed
 * loop
 */
public record Pace(int window, int perSecond) {

	static Pace window(int messages) {
		return new Pace(messages, 0);
	}

	static Pace rate(int perSecond) {
		return new Pace(0, perSecond);
	}

	public boolean isOpenLoop() {
		return this.perSecond > 0;
	}

}
