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
final class OpenConnections {

	private final Set<ClientConnection> connections = ConcurrentHashMap.newKeySet();

	private final AtomicLong lastNumber = new AtomicLong();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition empty = this.lock.newCondition();

	private volatile boolean accepting = true;

	long nextNumber() {
		return this.lastNumber.incrementAndGet();
	}

	/**
	 * Adds a connection, or closes it if the service is stopping.
	 */
	void add(ClientConnection client) {
		this.connections.add(client);
		if (client.isGone()) {
			// Its end came first and found nothing to remove.
			remove(client);
		}
		if (!this.accepting) {
			client.close(Disconnect.SHUTTING_DOWN);
		}
	}

	/**
	 * Removes a connection that is gone.
	 */
	void remove(ClientConnection client) {
		this.connections.remove(client);
		if (!this.accepting && this.connections.isEmpty()) {
			this.lock.lock();
			try {
				this.empty.signalAll();
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	void forEach(Consumer<ClientConnection> action) {
		this.connections.forEach(action);
	}

	boolean isAccepting() {
		return this.accepting;
	}

	/**
	 * Closes all sessions, and from now on every new one.
	 */
	void closeAll() {
		this.accepting = false;
		this.connections.forEach((client) -> client.close(Disconnect.SHUTTING_DOWN));
	}

	/**
	 * Waits until the last connection is gone.
	 * @return whether it is
	 */
	boolean awaitEmpty(Duration timeout) throws InterruptedException {
		long nanos = timeout.toNanos();
		this.lock.lock();
		try {
			while (!this.connections.isEmpty() && nanos > 0) {
				// With a short wait, as the last one may go between check and wait.
				long slice = Math.min(nanos, TimeUnit.MILLISECONDS.toNanos(100));
				nanos -= slice - Math.max(0, this.empty.awaitNanos(slice));
			}
		}
		finally {
			this.lock.unlock();
		}
		return this.connections.isEmpty();
	}

}
