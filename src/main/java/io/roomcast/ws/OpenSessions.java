package io.roomcast.ws;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.roomcast.fanout.Disconnect;

import org.springframework.stereotype.Component;

/**
 * The connections of this node: those in a room, and those whose close frame is not
 * answered yet. Any thread may call.
 */
@Component
final class OpenSessions {

	private final Set<ChatSession> sessions = ConcurrentHashMap.newKeySet();

	private final AtomicLong lastNumber = new AtomicLong();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition empty = this.lock.newCondition();

	private volatile boolean accepting = true;

	long nextNumber() {
		return this.lastNumber.incrementAndGet();
	}

	/**
	 * Adds a session, or closes it if the service is stopping.
	 */
	void add(ChatSession session) {
		this.sessions.add(session);
		if (session.isGone()) {
			// Its end came first and found nothing to remove.
			remove(session);
		}
		if (!this.accepting) {
			session.close(Disconnect.SHUTTING_DOWN);
		}
	}

	/**
	 * Removes a session whose connection is gone.
	 */
	void remove(ChatSession session) {
		this.sessions.remove(session);
		if (!this.accepting && this.sessions.isEmpty()) {
			this.lock.lock();
			try {
				this.empty.signalAll();
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	void forEach(Consumer<ChatSession> action) {
		this.sessions.forEach(action);
	}

	boolean isAccepting() {
		return this.accepting;
	}

	/**
	 * Closes all sessions, and from now on every new one.
	 */
	void closeAll() {
		this.accepting = false;
		this.sessions.forEach((session) -> session.close(Disconnect.SHUTTING_DOWN));
	}

	/**
	 * Waits until the last connection is gone.
	 * @return whether it is
	 */
	boolean awaitEmpty(Duration timeout) throws InterruptedException {
		long nanos = timeout.toNanos();
		this.lock.lock();
		try {
			while (!this.sessions.isEmpty() && nanos > 0) {
				// With a short wait, as the last session may go between check and wait.
				long slice = Math.min(nanos, TimeUnit.MILLISECONDS.toNanos(100));
				nanos -= slice - Math.max(0, this.empty.awaitNanos(slice));
			}
		}
		finally {
			this.lock.unlock();
		}
		return this.sessions.isEmpty();
	}

}
