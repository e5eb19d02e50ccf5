package io.roomcast.fanout;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.LongAdder;

/**
 * What went wrong in the service itself and must not stop anything else: logged and
 * counted. Any thread.
 */
public final class Failures {

	private static final Logger logger = System.getLogger(Failures.class.getName());

	private final LongAdder count = new LongAdder();

	/**
	 * Logs and counts a failure.
	 * @param what what failed, as the subject of a sentence
	 */
	public void add(String what, Throwable cause) {
		this.count.increment();
		logger.log(Level.ERROR, () -> what + " failed", cause);
	}

	/**
	 * Runs an action whose failure goes no further.
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
	 * How many there were since the start.
	 */
	public long count() {
		return this.count.sum();
	}

}
