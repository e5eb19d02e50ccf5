package io.roomcast.fanout;

/**
 * One of the writers that share an outlet: a subscriber in one of its client's rooms. The
 * outlet's {@link WriteQueue} keeps the state.
 */
public abstract class WriteWaiter {

	// A superclass, not a part, of what writes: there is one for each room of each
	// client.

	// Guarded by the outlet.
	private boolean asleep;

	private boolean due;

	private int round;

	/**
	 * Has the writer try again that was told to wait. Called once for each wait, by any
	 * thread; must not block.
	 */
	public abstract void wake();

	boolean isAsleep() {
		return this.asleep;
	}

	void asleep(boolean asleep) {
		this.asleep = asleep;
	}

	/**
	 * Returns whether it waited when the round began, and has not written since.
	 */
	boolean isDue() {
		return this.due;
	}

	void due(boolean due) {
		this.due = due;
	}

	/**
	 * Returns the last round in which it wrote.
	 */
	int round() {
		return this.round;
	}

	void round(int round) {
		this.round = round;
	}

}
