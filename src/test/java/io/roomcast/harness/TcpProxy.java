package io.roomcast.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between clients and a server as the network does: it forwards bytes, or swallows
 * all of them without a word to either side, or cuts. Any thread may call.
 */
public final class TcpProxy implements AutoCloseable {

	private static final int BUFFER_BYTES = 16 * 1024;

	private final ServerSocket listening;

	private final int target;

	private final List<Link> links = new CopyOnWriteArrayList<>();

	private final AtomicInteger accepted = new AtomicInteger();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private volatile boolean refuses;

	private TcpProxy(ServerSocket listening, int target) {
		this.listening = listening;
		this.target = target;
		this.threads.execute(this::accept);
	}

	/**
	 * Starts a proxy on a free port.
	 */
	public static TcpProxy before(RunningChat chat) throws IOException {
		return new TcpProxy(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), chat.port());
	}

	/**
	 * Returns the address of a path of the server, by way of this proxy.
	 */
	public String ws(String path) {
		return "ws://127.0.0.1:" + this.listening.getLocalPort() + path;
	}

	/**
	 * Forwards nothing more for the connections that are open now, in neither direction,
	 * not even their ends: both sides think that the other is only silent. Connections
	 * opened from now on are forwarded.
	 */
	public void swallow() {
		this.links.forEach((link) -> link.swallows = true);
	}

	/**
	 * Resets the connections that are open now, on both sides.
	 */
	public void cut() {
		this.links.forEach(Link::reset);
	}

	/**
	 * Sets whether each new connection is reset at once.
	 */
	public void refuse(boolean refuses) {
		this.refuses = refuses;
	}

	/**
	 * Returns how many connections there have been.
	 */
	public int connections() {
		return this.accepted.get();
	}

	@Override
	public void close() throws IOException {
		this.listening.close();
		cut();
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
			Link.reset(client);
			return;
		}
		Link link = new Link(client, connect(client));
		this.links.add(link);
		this.accepted.incrementAndGet();
		this.threads.execute(() -> link.forward(link.client, link.server));
		this.threads.execute(() -> link.forward(link.server, link.client));
	}

	private Socket connect(Socket client) throws IOException {
		try {
			return new Socket(InetAddress.getLoopbackAddress(), this.target);
		}
		catch (IOException ex) {
			client.close();
			throw ex;
		}
	}

	/**
	 * A connection with its two sockets.
	 */
	private static final class Link {

		private final Socket client;

		private final Socket server;

		private volatile boolean swallows;

		private Link(Socket client, Socket server) throws IOException {
			this.client = client;
			this.server = server;
			client.setTcpNoDelay(true);
			server.setTcpNoDelay(true);
		}

		/**
		 * Forwards one direction and its end. A reset of one side resets both.
		 */
		private void forward(Socket from, Socket to) {
			byte[] buffer = new byte[BUFFER_BYTES];
			try {
				InputStream in = from.getInputStream();
				OutputStream out = to.getOutputStream();
				for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
					if (!this.swallows) {
						out.write(buffer, 0, read);
					}
				}
				if (!this.swallows) {
					to.shutdownOutput();
				}
			}
			catch (IOException ex) {
				if (!this.swallows) {
					reset();
				}
			}
		}

		private void reset() {
			reset(this.client);
			reset(this.server);
		}

		private static void reset(Socket socket) {
			try {
				socket.setSoLinger(true, 0);
				socket.close();
			}
			catch (IOException ex) {
				// It is closed already.
			}
		}

	}

}
