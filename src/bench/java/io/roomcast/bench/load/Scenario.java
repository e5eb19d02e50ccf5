package io.roomcast.bench.load;

import java.util.List;

/**
 * A question asked of a server: who is there, and when they speak.
 *
 * @param name a letter
 * @param title what it is about
 */
public record Scenario(String name, String title, Crowd crowd, Pace pace) {

	public static final List<Scenario> ALL = List.of(
			// How fast is a round through the room?
			new Scenario("A", "latency-bound room", new Crowd(200, 1, 4), Pace.window(1)),
			// How much can a room carry?
			new Scenario("B", "saturated room", new Crowd(200, 1, 4), Pace.window(32)),
			// What do many receivers cost?
			new Scenario("C", "big room", new Crowd(1000, 1, 1), Pace.window(8)),
			// What do many rooms cost?
			new Scenario("D", "many small rooms", new Crowd(1000, 100, 100), Pace.window(4)),
			// How late are 20,000 deliveries a second?
			new Scenario("E", "steady rate", new Crowd(200, 1, 4), Pace.rate(100)),
			// How much memory does a connection hold?
			new Scenario("F", "idle connections", new Crowd(10_000, 1000, 0), Pace.window(0)));

	/** Exercises most of a server in little time. */
	public static final Scenario WARM_UP = ALL.get(1);

	public boolean isIdle() {
		return this.crowd.senders() == 0;
	}

	/**
	 * The same question with another number of clients.
	 */
	public Scenario withClients(int clients) {
		return new Scenario(this.name, this.title, this.crowd.withClients(clients), this.pace);
	}

}
