package io.roomcast.engine.redis;

import java.util.ArrayDeque;

import io.roomcast.fanout.Failures;
import org.jspecify.annotations.Nullable;

/**
 * What is to be called when a room's state has changed, one after the other in the order
 * of the changes, without the lock under which they are made. Never run by threads that
 * come from clients: those hold locks of their own.
 */
final class Callbacks {

	private final Failures failures;

	// Guarded by this.
	private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();

	private boolean running;

	Callbacks(Failures failures) {
		this.failures = failures;
	}

	synchronized void add(Runnable callback) {
		this.waiting.add(callback);
	}

	synchronized boolean isEmpty() {
		return this.waiting.isEmpty();
	}

	/**
	 * Runs all that wait, unless another thread does already.
	 */
	void run() {
		synchronized (this) {
			if (this.running) {
				return;
			}
			this.running = true;
		}
		for (Runnable next = next(); next != null; next = next()) {
			this.failures.contain("a callback of the engine", next);
		}
	}

	private synchronized @Nullable Runnable next() {
		Runnable next = this.waiting.poll();
		this.running = next != null;
		return next;
	}

}
