package io.roomcast.fanout;

import java.time.Clock;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs the passes of all rooms: those of small and of quiet rooms on the thread that read
 * what they deliver, when it has read all sockets that were ready; others on the
 * executor. A pass through a large room pauses and queues again, so that other rooms are
 * served in between. Any thread may call.
 */
final class Pump {

	/** For so few clients a pass costs less than handing it to another thread. */
	private static final int SMALL_ROOM = 64;

	/** For more clients a pass would keep the reading thread from its other work. */
	private static final int LARGE_ROOM = 2000;

	/**
	 * Up to so many clients a pass on the executor does not pause: more is read
	 * meanwhile, so the next pass has more for each write.
	 */
	private static final int UNPAUSED_ROOM = 1000;

	/** To render more would keep the reading thread from its other work. */
	private static final long LARGE_BYTES = 32 * 1024;

	/** After so long without a pass a room is quiet. */
	private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

	/** Each paused pass keeps its buffers: no more than this pause at once. */
	private static final int MAX_PAUSED = 32;

	private final Executor executor;

	private final Clock clock;

	private final Limits limits;

	private final Budgets budgets;

	private final Traffic traffic;

	private final Failures failures = new Failures();

	private final PumpProgress progress;

	private final AtomicInteger paused = new AtomicInteger();

	// Idle passes: as many as ever ran at once.
	private final ConcurrentLinkedQueue<Pass> passes = new ConcurrentLinkedQueue<>();

	Pump(Executor executor, Limits limits, Budgets budgets, Traffic traffic, Clock clock) {
		this.clock = clock;
		this.executor = executor;
		this.progress = new PumpProgress(executor);
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

	PumpProgress progress() {
		return this.progress;
	}

	Failures failures() {
		return this.failures;
	}

	/**
	 * Schedules a room's pass: on the executor, or at the end of the read burst that the
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
	 * Returns whether a pass should run on the reading thread. For a larger room that
	 * talks without pause it should not: while one thread reads and another one writes,
	 * more is ready for each write.
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
		run(room, mayPause, (idle != null) ? idle : newPass());
	}

	private Pass newPass() {
		Pass made = new Pass(this.limits, this.budgets, this.traffic, this.failures);
		this.progress.add(made);
		return made;
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
