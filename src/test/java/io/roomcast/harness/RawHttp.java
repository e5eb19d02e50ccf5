package io.roomcast.harness;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An HTTP connection on which anything can be sent, valid or not, whole or not, and that
 * reads only when told to. Not thread-safe.
 */
public final class RawHttp implements AutoCloseable {

	private static final String LOOPBACK = "127.0.0.1";

	private static final int RECEIVE_BUFFER_BYTES = 4 * 1024;

	private final Socket socket;

	private final DataInputStream in;

	private RawHttp(Socket socket) throws IOException {
		this.socket = socket;
		this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
	}

	/**
	 * Connects, with a small receive buffer, so that a server soon notices that nothing
	 * is read.
	 */
	public static RawHttp open(RunningChat chat) throws IOException {
		return new RawHttp(SmallBufferSocket.connect(LOOPBACK, chat.port(), RECEIVE_BUFFER_BYTES));
	}

	/**
	 * Sends a request on a connection of its own and reads the answer.
	 */
	public static Handshake exchange(RunningChat chat, String request) throws IOException {
		try (RawHttp http = open(chat)) {
			http.send(request);
			return http.answer();
		}
	}

	/**
	 * Returns a request without a body.
	 * @param line such as {@code GET /ping}
	 * @param headers further lines, as {@code name: value}
	 */
	public static String request(String line, String... headers) {
		String further = (headers.length == 0) ? "" : String.join("\r\n", headers) + "\r\n";
		return line + " HTTP/1.1\r\nHost: localhost\r\n" + further + "\r\n";
	}

	/**
	 * Sends characters up to U+00FF, each as one byte.
	 */
	public void send(String text) throws IOException {
		this.socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
		this.socket.getOutputStream().flush();
	}

	/**
	 * Reads one answer.
	 */
	public Handshake answer() throws IOException {
		return Handshake.read(this.in);
	}

	/**
	 * Sends no more, and goes on reading.
	 */
	public void finish() throws IOException {
		this.socket.shutdownOutput();
	}

	/**
	 * Waits for the server to end the connection, by FIN or RST; nothing may come before.
	 */
	public void awaitEnd() throws IOException {
		try {
			assertThat(this.in.read()).as("byte after the last answer").isEqualTo(-1);
		}
		catch (SocketException ex) {
			// A reset is an end too.
		}
	}

	/**
	 * Sends something small, and returns whether the server has ended the connection.
	 * Called again and again, it trickles.
	 */
	public boolean isCutAfter(String some) {
		try {
			send(some);
			return false;
		}
		catch (IOException ex) {
			return true;
		}
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
