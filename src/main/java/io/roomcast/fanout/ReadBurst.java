package io.roomcast.fanout;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

/**
 * Runs passes on the thread that read the messages they deliver, once that thread has
 * read every socket that was ready. One for each thread that reads sockets.
 */
public final class ReadBurst {

	// Handing a room to another thread costs a wake-up and two context switches, in small
	// rooms more than the pass itself. So a reading thread remembers the rooms for which
	// it read something, goes on with the sockets that are ready, and only then runs the
	// passes: each room once, however many of its clients sent something. As the thread's
	// other clients wait meanwhile, it spends a bounded time on passes and gives the rest
	// to the other executor.

	private static final long MAX_NANOS = 2_000_000;

	private static final ThreadLocal<@Nullable ReadBurst> CURRENT = new ThreadLocal<>();

	private final Executor whenAllRead;

	// Guarded by this.
	private final ArrayDeque<Deferred> deferred = new ArrayDeque<>();

	private boolean submitted;

	/**
	 * Makes the bursts of one reading thread.
	 * @param whenAllRead runs a task on that thread when it has read every socket that is
	 * ready now
	 */
	public ReadBurst(Executor whenAllRead) {
		this.whenAllRead = whenAllRead;
	}

	/**
	 * Returns the burst that the calling thread is in, or null if it is in none.
	 */
	static @Nullable ReadBurst current() {
		return CURRENT.get();
	}

	/**
	 * Runs a task that reads a socket, as part of this burst. To be called on the reading
	 * thread.
	 */
	public void run(Runnable reading) {
		CURRENT.set(this);
		try {
			reading.run();
		}
		finally {
			CURRENT.remove();
		}
	}

	/**
	 * Runs a task that reads a socket on the reading thread, after the other sockets that
	 * are ready. Any thread may call.
	 */
	public void runNext(Runnable reading) {
		this.whenAllRead.execute(() -> run(reading));
	}

	/**
	 * Runs a pass at the end of the burst.
	 * @param otherwise runs it if the burst's passes take too long
	 */
	void defer(Runnable pass, Executor otherwise) {
		boolean first;
		synchronized (this) {
			this.deferred.add(new Deferred(pass, otherwise));
			first = !this.submitted;
			this.submitted = true;
		}
		if (first) {
			submit();
		}
	}

	private void submit() {
		this.whenAllRead.execute(() -> run(this::runDeferred));
	}

	private void runDeferred() {
		boolean empty = false;
		try {
			long start = System.nanoTime();
			for (Deferred next = next(); next != null; next = next()) {
				Executor executor = (System.nanoTime() - start < MAX_NANOS) ? Runnable::run : next.otherwise();
				executor.execute(next.pass());
			}
			empty = true;
		}
		finally {
			if (!empty) {
				submit();
			}
		}
	}

	private synchronized @Nullable Deferred next() {
		Deferred next = this.deferred.poll();
		this.submitted = next != null;
		return next;
	}

	private record Deferred(Runnable pass, Executor otherwise) {
	}

}
