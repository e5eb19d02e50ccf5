package io.roomcast.fanout;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.LongAdder;

/**
 * Logs and counts faults of the service itself that must not stop anything else. Any
 * thread may call.
 */
public final class Failures {

	private static final Logger logger = System.getLogger(Failures.class.getName());

	private final LongAdder count = new LongAdder();

	/**
	 * Logs and counts a failure.
	 * @param what the subject of the sentence "... failed"
	 */
	public void add(String what, Throwable cause) {
		this.count.increment();
		logger.log(Level.ERROR, () -> what + " failed", cause);
	}

	/**
	 * Runs an action, and logs and counts what it throws.
	 */
	public void contain(String what, Runnable action) {
		try {
			action.run();
		}
		catch (Throwable ex) {
			add(what, ex);
		}
	}

	/**
	 * Returns how many failures there were since the start.
	 */
	public long count() {
		return this.count.sum();
	}

}
