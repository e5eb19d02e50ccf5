package io.roomcast.chat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How far a trial of cuts is: over when there were enough of them, or when it takes too
 * long, or when somebody gives up.
 */
final class CutTrial {

	private final AtomicLong said = new AtomicLong();

	private final AtomicInteger cuts = new AtomicInteger();

	private final int enough;

	private final long deadline;

	private volatile boolean ended;

	CutTrial(int enough, Duration patience) {
		this.enough = enough;
		this.deadline = System.nanoTime() + patience.toNanos();
	}

	void addSaid() {
		this.said.incrementAndGet();
	}

	long said() {
		return this.said.get();
	}

	void addCut() {
		this.cuts.incrementAndGet();
	}

	int cuts() {
		return this.cuts.get();
	}

	void end() {
		this.ended = true;
	}

	/**
	 * From when on nothing more is said but the last text.
	 */
	boolean isOver() {
		return this.ended || this.cuts.get() >= this.enough || System.nanoTime() > this.deadline;
	}

}
