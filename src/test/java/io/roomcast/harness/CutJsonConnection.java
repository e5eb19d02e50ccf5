package io.roomcast.harness;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.function.Predicate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A connection that speaks JSON and is cut after so many bytes, wherever that is: within
 * its request, within the answer, within a frame, or never. Any thread may call.
 */
public final class CutJsonConnection {

	private static final int RECEIVE_BUFFER_BYTES = 16 * 1024;

	private CutJsonConnection() {
	}

	/**
	 * Opens a connection, reads it and cuts it. A frame that did not come whole is not
	 * read.
	 * @param reader takes each event and returns whether to go on
	 */
	public static void live(String url, Cut cut, Predicate<JsonEvent> reader) throws IOException {
		URI uri = URI.create(url);
		byte[] request = Handshake.request(uri, "Sec-WebSocket-Protocol: " + JsonChatClient.SUBPROTOCOL);
		try (Socket socket = SmallBufferSocket.connect(uri.getHost(), uri.getPort(), RECEIVE_BUFFER_BYTES)) {
			socket.getOutputStream().write(request, 0, (int) Math.min(cut.bytesSent(), request.length));
			if (cut.bytesSent() >= request.length) {
				read(new TruncatedStream(socket.getInputStream(), cut.bytesRead()), reader);
			}
			end(socket, cut.end());
		}
	}

	private static void read(InputStream truncated, Predicate<JsonEvent> reader) throws IOException {
		DataInputStream in = new DataInputStream(new BufferedInputStream(truncated));
		try {
			Handshake handshake = Handshake.read(in);
			assertThat(handshake.isAccepted()).as(handshake.toString()).isTrue();
			boolean more = true;
			while (more) {
				more = readFrame(Frame.readFrom(in), reader);
			}
		}
		catch (EOFException ex) {
			// This is the cut.
		}
	}

	private static boolean readFrame(Frame frame, Predicate<JsonEvent> reader) {
		assertThat(frame.opcode()).as("opcode of " + frame.text()).isEqualTo(Frame.TEXT);
		assertThat(frame.last()).isTrue();
		boolean more = true;
		for (JsonEvent event : JsonEvent.parse(frame.text())) {
			more &= reader.test(event);
		}
		return more;
	}

	private static void end(Socket socket, End end) throws IOException {
		switch (end) {
			case RESET -> socket.setSoLinger(true, 0);
			case FINISH -> socket.shutdownOutput();
			case CLOSE_FRAME -> socket.getOutputStream().write(Frame.close(1000).toMaskedBytes());
		}
	}

	/**
	 * How a connection ends.
	 */
	public enum End {

		/** By TCP RST. */
		RESET,

		/** By TCP FIN, without a close frame. */
		FINISH,

		/** With a close frame, and without waiting for the answer. */
		CLOSE_FRAME

	}

	/**
	 * Where a connection is cut.
	 *
	 * @param bytesSent how much of the request is sent at most
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
