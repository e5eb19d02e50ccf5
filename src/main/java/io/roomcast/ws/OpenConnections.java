package io.roomcast.ws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
		// Before it is asked whether the service stops, as that notes it before it looks
		// who is here: so whoever comes meanwhile is seen by one of the two.
		this.connections.add(client);
		if (client.isGone()) {
			// Its end came first and found nothing to remove.
			remove(client);
		}
		if (!this.accepting) {
			client.close(Disconnect.RESTARTING);
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
	 * Closes every connection that is added from now on.
	 * @return those that are open
	 */
	List<ClientConnection> stopAccepting() {
		this.accepting = false;
		return new ArrayList<>(this.connections);
	}

	/**
	 * Closes all connections, and from now on every new one.
	 */
	void closeAll() {
		stopAccepting().forEach((client) -> client.close(Disconnect.RESTARTING));
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
