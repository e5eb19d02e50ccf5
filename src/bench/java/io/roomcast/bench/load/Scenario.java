package io.roomcast.bench.load;

import java.util.List;

/**
 * A question asked of a server: who is there, and when they speak.
 *
 * @param name a letter
 * @param title what it is about, with its numbers in words
 */
public record Scenario(String name, String title, Crowd crowd, Pace pace) {

	public static final List<Scenario> ALL = List.of(
			new Scenario("A", "latency-bound room: 200 clients, 4 senders, 1 message in flight each",
					new Crowd(200, 1, 4), new Pace(1, 0)),
			new Scenario("B", "saturated room: 200 clients, 4 senders, 32 messages in flight each",
					new Crowd(200, 1, 4), new Pace(32, 0)),
			new Scenario("C", "big room: 1,000 clients, 1 sender, 8 messages in flight", new Crowd(1000, 1, 1),
					new Pace(8, 0)),
			new Scenario("D", "small rooms: 1,000 clients in 100 rooms, 1 sender in each, 4 messages in flight each",
					new Crowd(1000, 100, 100), new Pace(4, 0)),
			new Scenario("E", "steady rate: 200 clients, 100 messages a second, 20,000 deliveries a second",
					new Crowd(200, 1, 4), new Pace(0, 100)),
			new Scenario("F", "idle connections: 10,000 clients in 1,000 rooms", new Crowd(10_000, 1000, 0),
					new Pace(0, 0)));

	/** Exercises most of a server in little time. */
	public static final Scenario WARM_UP = ALL.get(1);

	public boolean isIdle() {
		return this.crowd.senders() == 0;
	}

	/**
	 * Clients spread evenly over the rooms; the first of them are the senders.
	 */
	public record Crowd(int clients, int rooms, int senders) {

		/**
		 * Returns the path to a room: the default one if there is one room only.
		 */
		String path(int room) {
			return (this.rooms == 1) ? "/chat" : "/chat/r" + room;
		}

		int sendersIn(int room) {
			return (this.senders - room + this.rooms - 1) / this.rooms;
		}

	}

	/**
	 * When a sender says its next message. In a closed loop it waits for earlier ones to
	 * arrive, so the rate shows what the server can carry. In an open loop the time is
	 * fixed beforehand, and latency counts from it, so that a stalled server cannot hide
	 * its delay by delaying the sender.
	 *
	 * @param window closed loop: messages of a sender that may be under way; 0 in an open
	 * loop
	 * @param perSecond open loop: messages a second from all senders together; 0 in a
	 * closed loop
	 */
	public record Pace(int window, int perSecond) {

		public boolean isOpenLoop() {
			return this.perSecond > 0;
		}

	}

}
