package io.roomcast.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what has come for a connection and takes it apart, in one buffer for all of them,
 * and counts how the clients are.
 */
final class Inbox {

	private static final int READ_BYTES = 256 * 1024;

	/** A frame may be as long as two bytes can tell. */
	private static final int FRAME_BYTES = 64 * 1024 + 4;

	private static final String ACCEPTED = "HTTP/1.1 101 ";

	private static final byte[] WELCOME = "welcome ".getBytes(StandardCharsets.US_ASCII);

	private final ByteBuffer transfer = ByteBuffer.allocateDirect(READ_BYTES);

	private final byte[] bytes = new byte[FRAME_BYTES + READ_BYTES];

	private int welcomed;

	private int ended;

	private int pongs;

	private long lastHeard;

	int welcomed() {
		return this.welcomed;
	}

	int ended() {
		return this.ended;
	}

	int pongs() {
		return this.pongs;
	}

	long lastHeard() {
		return this.lastHeard;
	}

	void read(Connection connection) {
		int length = connection.read(this.transfer, this.bytes);
		long now = System.nanoTime();
		if (length < 0) {
			connection.close();
			this.ended++;
			return;
		}
		this.lastHeard = now;
		int used = connection.isUpgraded() ? 0 : takeAnswer(connection, length);
		if (connection.isUpgraded()) {
			used = takeFrames(connection, used, length, now);
		}
		connection.keep(this.bytes, used, length);
	}

	/**
	 * Takes the answer to the handshake. The server's key is not checked: what it would
	 * tell, that the server knows WebSocket, the frames tell soon enough.
	 * @return its length, or 0 if it is not complete yet
	 */
	private int takeAnswer(Connection connection, int length) {
		String answer = new String(this.bytes, 0, length, StandardCharsets.ISO_8859_1);
		int end = answer.indexOf("\r\n\r\n");
		if (end < 0) {
			return 0;
		}
		if (!answer.startsWith(ACCEPTED)) {
			throw new IllegalStateException("the server refused a client: " + answer.lines().findFirst().orElse(""));
		}
		connection.upgrade();
		return end + 4;
	}

	private int takeFrames(Connection connection, int from, int to, long now) {
		int at = from;
		while (to - at >= 2) {
			int length = this.bytes[at + 1];
			int header = 2;
			if (length == Wire.TWO_BYTE_LENGTH && to - at >= 4) {
				length = ((this.bytes[at + 2] & 0xff) << 8) | (this.bytes[at + 3] & 0xff);
				header = 4;
			}
			else if (length < 0 || length > Wire.TWO_BYTE_LENGTH) {
				throw new IllegalStateException("the server sent a frame that is masked or over 65535 bytes");
			}
			if (to - at < header + length) {
				break;
			}
			take(connection, at, at + header, length, now);
			at += header + length;
		}
		return at;
	}

	private void take(Connection connection, int opcodeAt, int at, int length, long now) {
		int opcode = this.bytes[opcodeAt] & 0xff;
		if (opcode == Wire.TEXT && length >= Wire.TEXT_BYTES) {
			connection.room().deliver(connection, this.bytes, at, length, now);
		}
		else if (opcode == Wire.TEXT) {
			takeNotice(connection, at, length);
		}
		else if (opcode == Wire.PING) {
			connection.send(Wire.frame(Wire.PONG, Arrays.copyOfRange(this.bytes, at, at + length)));
		}
		else if (opcode == Wire.PONG) {
			this.pongs++;
		}
		else if (opcode != Wire.CLOSE) {
			// After a close frame the server ends the stream.
			throw new IllegalStateException("the server sent a frame that begins with " + opcode);
		}
	}

	private void takeNotice(Connection connection, int at, int length) {
		int nameAt = at + WELCOME.length;
		if (length > WELCOME.length && Arrays.equals(this.bytes, at, nameAt, WELCOME, 0, WELCOME.length)) {
			connection.name(new String(this.bytes, nameAt, at + length - nameAt, StandardCharsets.US_ASCII));
			this.welcomed++;
		}
	}

}
