package io.roomcast.harness;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that can do what a proper one cannot: break the protocol, vanish, not answer,
 * not read. It does nothing by itself, so it neither answers a close or a ping nor reads
 * unless told to. Not thread-safe.
 */
public final class RawWebSocket implements AutoCloseable {

	private static final int RECEIVE_BUFFER_BYTES = 16 * 1024;

	private final Socket socket;

	private final OutputStream out;

	private final DataInputStream in;

	private RawWebSocket(Socket socket) throws IOException {
		this.socket = socket;
		this.out = socket.getOutputStream();
		this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
	}

	/**
	 * Connects, with a small receive buffer, so that a server soon notices that this
	 * client has stopped reading.
	 * @param headers further lines of the handshake, as {@code name: value}
	 */
	public static RawWebSocket open(String url, String... headers) throws IOException {
		URI uri = URI.create(url);
		return open(SmallBufferSocket.connect(uri.getHost(), uri.getPort(), RECEIVE_BUFFER_BYTES), url, headers);
	}

	/**
	 * Opens a WebSocket on a socket that is connected already, with or without TLS.
	 */
	public static RawWebSocket open(Socket socket, String url, String... headers) throws IOException {
		URI uri = URI.create(url);
		RawWebSocket opened = new RawWebSocket(socket);
		Handshake handshake = Handshake.perform(uri, opened.out, opened.in, headers);
		assertThat(handshake.isAccepted()).as(handshake.toString()).isTrue();
		return opened;
	}

	public void send(Frame frame) throws IOException {
		write(frame.toMaskedBytes());
	}

	/**
	 * Sends frames in one write, so that the server finds them together.
	 */
	public void sendTogether(Frame... frames) throws IOException {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (Frame frame : frames) {
			all.write(frame.toMaskedBytes());
		}
		write(all.toByteArray());
	}

	/**
	 * Sends a frame that is not masked, which breaks the protocol.
	 */
	public void sendUnmasked(Frame frame) throws IOException {
		write(frame.toUnmaskedBytes());
	}

	/**
	 * Sends the first half of a frame.
	 */
	public void sendHalfOf(Frame frame) throws IOException {
		byte[] bytes = frame.toMaskedBytes();
		write(Arrays.copyOf(bytes, bytes.length / 2));
	}

	/**
	 * Sends the beginning of a frame.
	 * @param declared the length of its payload by its header
	 * @param sent how much of the payload is sent
	 */
	public void sendBeginning(int opcode, long declared, int sent) throws IOException {
		write(Frame.maskedBeginning(opcode, declared, sent));
	}

	public Frame next() throws IOException {
		return Frame.readFrom(this.in);
	}

	/**
	 * Reads the next frame, which must be a close frame.
	 */
	public Frame nextClose() throws IOException {
		Frame close = next();
		assertThat(close.opcode()).as("opcode of " + close).isEqualTo(Frame.CLOSE);
		return close;
	}

	/**
	 * Reads the next message, even if it comes in many frames.
	 */
	public String nextText() throws IOException {
		ByteArrayOutputStream message = new ByteArrayOutputStream();
		Frame frame = next();
		assertThat(frame.opcode()).as("opcode of " + frame).isEqualTo(Frame.TEXT);
		message.write(frame.bytes());
		while (!frame.last()) {
			frame = next();
			assertThat(frame.opcode()).as("opcode of " + frame).isEqualTo(Frame.CONTINUATION);
			message.write(frame.bytes());
		}
		return message.toString(StandardCharsets.UTF_8);
	}

	/**
	 * Waits for the server to end the connection, by FIN or RST; nothing may come before.
	 */
	public void awaitEnd() throws IOException {
		try {
			assertThat(this.in.read()).as("byte after the last frame").isEqualTo(-1);
		}
		catch (SocketException ex) {
			// A reset is an end too.
		}
	}

	/**
	 * Sends TCP RST.
	 */
	public void reset() throws IOException {
		this.socket.setSoLinger(true, 0);
		this.socket.close();
	}

	/**
	 * Sends TCP FIN and no close frame.
	 */
	public void finish() throws IOException {
		this.socket.shutdownOutput();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	private void write(byte[] bytes) throws IOException {
		this.out.write(bytes);
		this.out.flush();
	}

}
