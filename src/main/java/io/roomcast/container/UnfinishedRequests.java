package io.roomcast.container;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the connections whose request does not come whole in time. Jetty's idle timeout
 * begins anew with every byte, so a client that sends one now and then would stay for
 * ever. There is one timer for all of them, and none for connections that have been
 * upgraded. Any thread may call.
 */
final class UnfinishedRequests extends AbstractLifeCycle {

	private static final long MAX_INTERVAL_MILLIS = 1000;

	private static final int CHECKS_PER_TIMEOUT = 10;

	private final Scheduler scheduler;

	private final Duration timeout;

	private final Runnable whenCut;

	private final Set<RequestDeadline> awaited = ConcurrentHashMap.newKeySet();

	private volatile Scheduler.@Nullable Task next;

	/**
	 * Makes a watch over connections, none yet.
	 * @param whenCut called for each that is cut after something came
	 */
	UnfinishedRequests(Scheduler scheduler, Duration timeout, Runnable whenCut) {
		this.scheduler = scheduler;
		this.timeout = timeout;
		this.whenCut = whenCut;
	}

	void add(RequestDeadline deadline) {
		this.awaited.add(deadline);
	}

	void remove(RequestDeadline deadline) {
		this.awaited.remove(deadline);
	}

	@Override
	protected void doStart() {
		schedule();
	}

	@Override
	protected void doStop() {
		Scheduler.Task task = this.next;
		if (task != null) {
			task.cancel();
		}
	}

	private void schedule() {
		long interval = Math.min(MAX_INTERVAL_MILLIS, this.timeout.toMillis() / CHECKS_PER_TIMEOUT);
		this.next = this.scheduler.schedule(this::check, interval, TimeUnit.MILLISECONDS);
	}

	private void check() {
		long now = System.nanoTime();
		try {
			this.awaited.forEach((deadline) -> check(deadline, now));
		}
		finally {
			if (isRunning()) {
				schedule();
			}
		}
	}

	private void check(RequestDeadline deadline, long now) {
		if (deadline.cutIfOver(now, this.timeout)) {
			remove(deadline);
			if (deadline.hasBegun()) {
				this.whenCut.run();
			}
		}
	}

}
