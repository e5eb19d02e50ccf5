package io.roomcast.fanout;

import java.time.Clock;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * Runs the passes of all rooms on a few threads: never on a publisher's, which has its
 * own client to read. Rooms with news stand in the executor's queue, each at most once.
 */
final class Pump {

	/** A pass over more would keep the reading thread from its other clients. */
	private static final int MAX_CLIENTS_IN_BURST = 500;

	private final Executor executor;

	private final Clock clock;

	private final Limits limits;

	private final Traffic traffic;

	// As many as passes have run at once.
	private final ConcurrentLinkedQueue<Pass> passes = new ConcurrentLinkedQueue<>();

	Pump(Executor executor, Limits limits, Traffic traffic, Clock clock) {
		this.clock = clock;
		this.executor = executor;
		this.limits = limits;
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
		Pass pass = (idle != null) ? idle : new Pass(this.limits, this.traffic);
		try {
			pass.run(room);
		}
		finally {
			this.passes.add(pass);
		}
	}

}
