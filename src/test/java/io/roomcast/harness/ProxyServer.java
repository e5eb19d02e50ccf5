package io.roomcast.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Listens on a free port and links each connection to one of its own to the server. Any
 * thread may call.
 *
 * @param <L> the kind of link
 */
final class ProxyServer<L extends ProxyLink> implements AutoCloseable {

	private final ServerSocket listening = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());

	private final Linking<L> linking;

	private final List<L> links = new CopyOnWriteArrayList<>();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private volatile Target target;

	private volatile boolean refuses;

	/**
	 * Prepares a proxy, which takes no connections yet.
	 * @param port that of the server
	 */
	ProxyServer(int port, Linking<L> linking) throws IOException {
		this(() -> connect(port), linking);
	}

	/**
	 * Prepares a proxy, which takes no connections yet.
	 * @param target gives each connection a server
	 */
	ProxyServer(Target target, Linking<L> linking) throws IOException {
		this.target = target;
		this.linking = linking;
	}

	ProxyServer<L> start() {
		this.threads.execute(this::accept);
		return this;
	}

	int port() {
		return this.listening.getLocalPort();
	}

	/**
	 * Sets where connections lead from now on.
	 */
	void leadTo(int port) {
		this.target = () -> connect(port);
	}

	/**
	 * Sets whether each new connection is reset at once.
	 */
	void refuse(boolean refuses) {
		this.refuses = refuses;
	}

	/**
	 * Returns all connections that there have been.
	 */
	List<L> links() {
		return this.links;
	}

	@Override
	public void close() throws IOException {
		this.listening.close();
		this.links.forEach(ProxyLink::reset);
		this.threads.shutdownNow();
	}

	private void accept() {
		while (!this.listening.isClosed()) {
			try {
				open(this.listening.accept());
			}
			catch (IOException ex) {
				// Closed, or the server refuses: the client sees its connection end.
			}
		}
	}

	private void open(Socket client) throws IOException {
		if (this.refuses) {
			ProxyLink.reset(client);
			return;
		}
		L link = this.linking.link(client, connect(client));
		this.links.add(link);
		link.start(this.threads);
	}

	private Socket connect(Socket client) throws IOException {
		try {
			return this.target.connect();
		}
		catch (IOException ex) {
			client.close();
			throw ex;
		}
	}

	/**
	 * Connects to a server on this machine.
	 */
	static Socket connect(int port) throws IOException {
		return new Socket(InetAddress.getLoopbackAddress(), port);
	}

	/**
	 * Connects to the server of a new connection.
	 */
	@FunctionalInterface
	interface Target {

		Socket connect() throws IOException;

	}

	/**
	 * Makes links.
	 *
	 * @param <L> the kind of link
	 */
	@FunctionalInterface
	interface Linking<L extends ProxyLink> {

		L link(Socket client, Socket server) throws IOException;

	}

}
