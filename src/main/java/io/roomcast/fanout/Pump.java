package io.roomcast.fanout;

import java.time.Clock;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * Runs the passes of all rooms, those of small rooms on the thread that read what they
 * deliver, others on a few threads of its own: never in the middle of a publisher's
 * reading. A room with news waits in one queue, once.
 */
final class Pump {

	/** A pass over more would keep the reading thread from its other clients. */
	private static final int MAX_CLIENTS_IN_BURST = 500;

	private final Executor executor;

	private final Clock clock;

	private final Limits limits;

	private final Budgets budgets;

	private final Traffic traffic;

	private final Failures failures = new Failures();

	// As many as passes have run at once.
	private final ConcurrentLinkedQueue<Pass> passes = new ConcurrentLinkedQueue<>();

	Pump(Executor executor, Limits limits, Budgets budgets, Traffic traffic, Clock clock) {
		this.clock = clock;
		this.executor = executor;
		this.limits = limits;
		this.budgets = budgets;
		this.traffic = traffic;
	}

	/**
	 * Milliseconds since 1970, UTC.
	 */
	long now() {
		return this.clock.millis();
	}

	Traffic traffic() {
		return this.traffic;
	}

	Failures failures() {
		return this.failures;
	}

	/**
	 * Has a room's pass run: at the end of the read burst that the calling thread is in,
	 * or on the executor if it is in none or the room is large.
	 */
	void schedule(Room room) {
		ReadBurst burst = (room.clients() <= MAX_CLIENTS_IN_BURST) ? ReadBurst.current() : null;
		if (burst != null) {
			burst.defer(() -> run(room), this.executor);
		}
		else {
			this.executor.execute(() -> run(room));
		}
	}

	private void run(Room room) {
		Pass idle = this.passes.poll();
		Pass pass = (idle != null) ? idle : new Pass(this.limits, this.budgets, this.traffic, this.failures);
		try {
			pass.run(room);
		}
		finally {
			this.passes.add(pass);
		}
	}

}
