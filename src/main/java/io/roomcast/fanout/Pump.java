package io.roomcast.fanout;

import java.time.Clock;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs the passes of all rooms, those of small rooms on the thread that read what they
 * deliver, others on a few threads of its own: never in the middle of a publisher's
 * reading. A room with news waits in one queue, once; a pass through a large room waits
 * there again and again, so that the others come between.
 */
final class Pump {

	/**
	 * A pass over so few costs less than handing it to another thread.
	 */
	private static final int SMALL_ROOM = 64;

	/** A pass over more would keep the reading thread from its other clients. */
	private static final int LARGE_ROOM = 2000;

	/**
	 * Up to so many clients a pass on the executor ends in one go: what is read meanwhile
	 * is then more for each write of the next one.
	 */
	private static final int UNPAUSED_ROOM = 1000;

	/** To render more would keep the reading thread from its other clients. */
	private static final long LARGE_BYTES = 32 * 1024;

	/** How long after a room's last pass it is quiet. */
	private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

	/** As each keeps its buffers, no more passes than this pause at once. */
	private static final int MAX_PAUSED = 32;

	private final Executor executor;

	private final Clock clock;

	private final Limits limits;

	private final Budgets budgets;

	private final Traffic traffic;

	private final Failures failures = new Failures();

	private final AtomicInteger paused = new AtomicInteger();

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
	 * Has a room's pass run: on the executor, or at the end of the read burst that the
	 * calling thread is in.
	 */
	void schedule(Room room) {
		ReadBurst burst = ReadBurst.current();
		if (burst != null && belongsToBurst(room)) {
			burst.defer(() -> begin(room, true), this.executor);
		}
		else {
			this.executor.execute(() -> begin(room, room.clients() > UNPAUSED_ROOM));
		}
	}

	/**
	 * Returns whether a pass had better run on the reading thread. In a room of some size
	 * that talks without end it had not: read by one thread and written by another, more
	 * is ready for each write.
	 */
	private static boolean belongsToBurst(Room room) {
		int clients = room.clients();
		if (room.pendingBytes() > LARGE_BYTES) {
			return false;
		}
		return clients <= SMALL_ROOM
				|| (clients <= LARGE_ROOM && System.nanoTime() - room.lastPassNanos() > QUIET_NANOS);
	}

	private void begin(Room room, boolean mayPause) {
		Pass idle = this.passes.poll();
		run(room, mayPause, (idle != null) ? idle : new Pass(this.limits, this.budgets, this.traffic, this.failures));
	}

	private void run(Room room, boolean mayPause, Pass pass) {
		if (pass.run(room, mayPause && this.paused.get() < MAX_PAUSED)) {
			this.passes.add(pass);
			return;
		}
		this.paused.incrementAndGet();
		this.executor.execute(() -> {
			this.paused.decrementAndGet();
			run(room, mayPause, pass);
		});
	}

}
