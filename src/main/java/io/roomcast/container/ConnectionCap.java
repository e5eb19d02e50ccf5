package io.roomcast.container;

import java.time.Duration;

import io.roomcast.limit.FileDescriptors;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes new connections at once while there are as many as the process has file
 * descriptors for. Without descriptors it could accept nothing: clients would wait in the
 * kernel's queue until long after descriptors are free again, as TCP retries ever more
 * slowly.
 */
final class ConnectionCap extends NetworkConnectionLimit {

	private static final Logger log = LoggerFactory.getLogger(ConnectionCap.class);

	private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

	private long lastLogged = System.nanoTime() - QUIET_NANOS;

	/**
	 * Makes a cap for connectors. Not for the server: Spring Boot has removed its
	 * connectors again when it starts.
	 */
	private ConnectionCap(int connections, Connector... connectors) {
		super(connections, connectors);
	}

	/**
	 * Makes a cap for the file descriptors of this process, less some for other things
	 * than connections.
	 */
	static ConnectionCap of(Server server) {
		return new ConnectionCap(FileDescriptors.forConnections(), server.getConnectors());
	}

	/**
	 * Logs, and goes on accepting: clients that wait in the kernel's queue would learn
	 * nothing.
	 */
	@Override
	protected void limit() {
		long now = System.nanoTime();
		if (now - this.lastLogged >= QUIET_NANOS) {
			this.lastLogged = now;
			log.warn("{} connections are open, as many as there are file descriptors for: further ones are closed",
					getMaxNetworkConnectionCount());
		}
	}

	@Override
	protected void unlimit() {
		// Nothing was stopped.
	}

}
