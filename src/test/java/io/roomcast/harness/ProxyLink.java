package io.roomcast.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.Executor;

/**
 * A connection by way of a proxy, with its two sockets. A thread for each direction
 * forwards the bytes; any other may cut it.
 */
class ProxyLink {

	private static final int BUFFER_BYTES = 16 * 1024;

	private final Socket client;

	private final Socket server;

	private volatile boolean swallows;

	ProxyLink(Socket client, Socket server) throws IOException {
		this.client = client;
		this.server = server;
		client.setTcpNoDelay(true);
		server.setTcpNoDelay(true);
	}

	final void start(Executor threads) {
		threads.execute(() -> forward(this.client, this.server));
		threads.execute(() -> forward(this.server, this.client));
	}

	/**
	 * Forwards nothing more, in neither direction, not even an end.
	 */
	final void swallow() {
		this.swallows = true;
	}

	/**
	 * Resets both sides.
	 */
	final void reset() {
		reset(this.client);
		reset(this.server);
	}

	/**
	 * Tells the server that nothing more comes, so that it does what it was told until
	 * now, and then ends the connection.
	 */
	final void finish() throws IOException {
		this.server.shutdownOutput();
	}

	/**
	 * Looks at bytes of the client before they are forwarded.
	 * @throws IOException to reset both sides in place of that
	 */
	void onSent(byte[] buffer, int length) throws IOException {
	}

	/**
	 * Looks at what was forwarded to the server.
	 */
	void afterSent() throws IOException {
	}

	/**
	 * Returns whether the client gets what the server sends.
	 */
	boolean isHeard() {
		return true;
	}

	/**
	 * Forwards one direction and its end. A reset of one side resets both, and so does
	 * the end of a server that is not heard.
	 */
	private void forward(Socket from, Socket to) {
		byte[] buffer = new byte[BUFFER_BYTES];
		try {
			InputStream in = from.getInputStream();
			for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
				if (!this.swallows) {
					pass(from, to.getOutputStream(), buffer, read);
				}
			}
			end(from, to);
		}
		catch (IOException ex) {
			if (!this.swallows) {
				reset();
			}
		}
	}

	private void pass(Socket from, OutputStream out, byte[] buffer, int length) throws IOException {
		if (from == this.client) {
			onSent(buffer, length);
			out.write(buffer, 0, length);
			afterSent();
		}
		else if (isHeard()) {
			out.write(buffer, 0, length);
		}
	}

	private void end(Socket from, Socket to) throws IOException {
		if (this.swallows) {
			return;
		}
		if (from == this.server && !isHeard()) {
			reset();
		}
		else {
			to.shutdownOutput();
		}
	}

	static void reset(Socket socket) {
		try {
			socket.setSoLinger(true, 0);
			socket.close();
		}
		catch (IOException ex) {
			// It is closed already.
		}
	}

}
