package io.roomcast.chat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How far a trial of cuts is: over when there were enough of them, or when it takes too
 * long, or when somebody gives up. Any thread may call.
 */
final class CutTrial {

	private final AtomicLong heard = new AtomicLong();

	private final AtomicInteger cuts = new AtomicInteger();

	private final AtomicInteger repeated = new AtomicInteger();

	private final AtomicInteger settled = new AtomicInteger();

	private final int enough;

	private final Duration patience;

	private volatile long deadline;

	private volatile boolean failed;

	CutTrial(int enough, Duration patience) {
		this.enough = enough;
		this.patience = patience;
	}

	/**
	 * Begins the trial: from now on the time counts, not while the server starts.
	 */
	void begin() {
		this.deadline = System.nanoTime() + this.patience.toNanos();
	}

	/**
	 * Notes that the witness has heard a message.
	 */
	void addHeard() {
		this.heard.incrementAndGet();
	}

	/**
	 * Returns how many messages the witness has heard.
	 */
	long heard() {
		return this.heard.get();
	}

	void addCut() {
		this.cuts.incrementAndGet();
	}

	int cuts() {
		return this.cuts.get();
	}

	void addRepeated(int says) {
		this.repeated.addAndGet(says);
	}

	int repeated() {
		return this.repeated.get();
	}

	/**
	 * Notes that one more client says nothing new and has all its receipts.
	 */
	void addSettled() {
		this.settled.incrementAndGet();
	}

	/**
	 * Returns whether so many clients are settled, or one has given up.
	 */
	boolean isSettled(int clients) {
		return this.failed || this.settled.get() >= clients;
	}

	void fail() {
		this.failed = true;
	}

	/**
	 * Returns whether nothing new is to be said but the last text.
	 */
	boolean isOver() {
		return this.failed || this.cuts.get() >= this.enough || System.nanoTime() > this.deadline;
	}

}
