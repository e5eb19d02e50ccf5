package io.roomcast.harness;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A connection that speaks JSON and is cut after so many bytes, wherever that is: within
 * its request, within the answer, within a frame that it reads or sends, or never. For
 * one thread.
 */
public final class CutJsonConnection {

	private static final int REPLACED = 4000;

	private static final int RECEIVE_BUFFER_BYTES = 16 * 1024;

	private final OutputStream out;

	private long bytesToSend;

	private CutJsonConnection(OutputStream out, Cut cut) {
		this.out = out;
		this.bytesToSend = cut.bytesSent();
	}

	/**
	 * Opens a connection, reads it and cuts it. Passes over a frame that is not whole.
	 */
	public static void live(String url, Cut cut, Listener listener) throws IOException {
		URI uri = URI.create(url);
		try (Socket socket = SmallBufferSocket.connect(uri.getHost(), uri.getPort(), RECEIVE_BUFFER_BYTES)) {
			CutJsonConnection connection = new CutJsonConnection(socket.getOutputStream(), cut);
			try {
				connection.write(Handshake.request(uri, "Sec-WebSocket-Protocol: " + JsonChatClient.SUBPROTOCOL));
				connection.read(new TruncatedStream(socket.getInputStream(), cut.bytesRead()), listener);
			}
			catch (EOFException ex) {
				// This is the cut.
			}
			end(socket, cut.end());
		}
	}

	/**
	 * Sends a command, or as much of it as there is until the cut.
	 * @throws EOFException if this was the cut; the listener lets it through
	 */
	public void send(JsonCommand command) throws IOException {
		write(Frame.text(command.toJson()).toMaskedBytes());
	}

	private void write(byte[] bytes) throws IOException {
		int length = (int) Math.min(this.bytesToSend, bytes.length);
		this.out.write(bytes, 0, length);
		this.bytesToSend -= length;
		if (length < bytes.length) {
			throw new EOFException("cut while sending");
		}
	}

	private void read(InputStream truncated, Listener listener) throws IOException {
		DataInputStream in = new DataInputStream(new BufferedInputStream(truncated));
		Handshake handshake = Handshake.read(in);
		assertThat(handshake.isAccepted()).as(handshake.toString()).isTrue();
		boolean more = true;
		while (more) {
			Frame frame = Frame.readFrom(in);
			if (frame.opcode() == Frame.CLOSE && frame.closeCode() == REPLACED) {
				// An earlier connection, cut in its handshake, was served after this one.
				throw new EOFException("replaced");
			}
			assertThat(frame.opcode()).as("opcode of " + frame.text()).isEqualTo(Frame.TEXT);
			assertThat(frame.last()).isTrue();
			more = listener.hear(JsonEvent.parse(frame.text()), this);
		}
	}

	private static void end(Socket socket, End end) throws IOException {
		switch (end) {
			case RESET -> socket.setSoLinger(true, 0);
			case FINISH -> socket.shutdownOutput();
			case CLOSE_FRAME -> socket.getOutputStream().write(Frame.close(1000).toMaskedBytes());
		}
	}

	/**
	 * What a client does with its connection.
	 */
	@FunctionalInterface
	public interface Listener {

		/**
		 * Takes an event, and may send commands.
		 * @return whether to go on
		 */
		boolean hear(JsonEvent event, CutJsonConnection connection) throws IOException;

	}

	/**
	 * How a connection ends.
	 */
	public enum End {

		/** By TCP RST. */
		RESET,

		/** By TCP FIN, without a close frame. */
		FINISH,

		/**
		 * With a close frame, and without waiting for the answer. This is the end of the
		 * session, too.
		 */
		CLOSE_FRAME

	}

	/**
	 * Where a connection is cut.
	 *
	 * @param bytesSent how much is sent at most, with the request
	 * @param bytesRead how much is read at most of all that the server sends
	 */
	public record Cut(long bytesSent, long bytesRead, End end) {

		public static final Cut NONE = new Cut(Long.MAX_VALUE, Long.MAX_VALUE, End.CLOSE_FRAME);

	}

	/**
	 * Ends after so many bytes, and fails if the server ends it before.
	 */
	private static final class TruncatedStream extends FilterInputStream {

		private long left;

		private TruncatedStream(InputStream in, long bytes) {
			super(in);
			this.left = bytes;
		}

		@Override
		public int read(byte[] target, int offset, int length) throws IOException {
			if (this.left == 0) {
				return -1;
			}
			int read = super.read(target, offset, (int) Math.min(length, this.left));
			if (read < 0) {
				throw new IOException("the server has ended the connection");
			}
			this.left -= read;
			return read;
		}

	}

}
