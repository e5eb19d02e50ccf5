package io.roomcast.container;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * By when the next request of one connection must have come. Begins and ends are told by
 * the thread that reads the connection; any thread may ask.
 */
final class RequestDeadline {

	private static final int SLOWEST_BYTES_PER_SECOND = 16 * 1024;

	private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

	private final HttpConnection connection;

	private final UnfinishedRequests unfinished;

	private boolean awaited;

	private boolean body;

	private long bytesBefore;

	// Written last: whoever reads it sees the others, too.
	private volatile long since;

	RequestDeadline(HttpConnection connection, UnfinishedRequests unfinished) {
		this.connection = connection;
		this.unfinished = unfinished;
	}

	/**
	 * Begins the time for a header, unless it has begun.
	 */
	void awaitHeader() {
		if (!this.awaited) {
			this.awaited = true;
			begin(false);
			this.unfinished.add(this);
		}
	}

	/**
	 * Begins the time for a body. Follows the one for the header.
	 */
	void awaitBody() {
		begin(true);
	}

	private void begin(boolean forBody) {
		this.body = forBody;
		this.bytesBefore = this.connection.getBytesIn();
		this.since = System.nanoTime();
	}

	/**
	 * Ends what has begun.
	 */
	void end() {
		this.awaited = false;
		this.unfinished.remove(this);
	}

	/**
	 * Cuts the connection if its time is over.
	 * @return whether it is
	 */
	boolean cutIfOver(long now, Duration limit) {
		long elapsed = now - this.since;
		long bytes = this.connection.getBytesIn() - this.bytesBefore;
		long earned = this.body ? bytes * NANOS_PER_SECOND / SLOWEST_BYTES_PER_SECOND : 0;
		if (elapsed <= limit.toNanos() + earned) {
			return false;
		}
		this.connection.getEndPoint()
			.close(new TimeoutException("request did not come whole within " + elapsed / 1_000_000 + " ms"));
		return true;
	}

	/**
	 * Returns whether anything has come of the request.
	 */
	boolean hasBegun() {
		return this.body || this.connection.getBytesIn() > 0;
	}

}
