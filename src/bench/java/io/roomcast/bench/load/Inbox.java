package io.roomcast.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what has come for a connection and takes it apart, in one buffer for all of them.
 */
final class Inbox {

	private static final int READ_BYTES = 256 * 1024;

	/** A frame may be as long as two bytes can tell. */
	private static final int FRAME_BYTES = 64 * 1024 + 4;

	private static final byte[] WELCOME = "welcome ".getBytes(StandardCharsets.US_ASCII);

	private final ByteBuffer transfer = ByteBuffer.allocateDirect(READ_BYTES);

	private final byte[] bytes = new byte[FRAME_BYTES + READ_BYTES];

	private final Attendance attendance;

	Inbox(Attendance attendance) {
		this.attendance = attendance;
	}

	void read(Connection connection) {
		int length = connection.read(this.transfer, this.bytes);
		long now = System.nanoTime();
		if (length < 0) {
			end(connection);
			return;
		}
		this.attendance.hear(now);
		int used = connection.isUpgraded() ? 0 : takeAnswer(connection, length);
		if (connection.isUpgraded()) {
			used = takeFrames(connection, used, length, now);
		}
		connection.keep(this.bytes, used, length);
	}

	private int takeAnswer(Connection connection, int length) {
		int used = Handshake.answerLength(this.bytes, length);
		if (used > 0) {
			connection.upgrade();
		}
		return used;
	}

	private int takeFrames(Connection connection, int from, int to, long now) {
		int at = from;
		while (to - at >= 2) {
			int length = this.bytes[at + 1];
			int header = 2;
			if (length == Frames.TWO_BYTE_LENGTH && to - at >= 4) {
				length = ((this.bytes[at + 2] & 0xff) << 8) | (this.bytes[at + 3] & 0xff);
				header = 4;
			}
			else if (length < 0 || length > Frames.TWO_BYTE_LENGTH) {
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
		if (opcode == Frames.TEXT && length >= Text.BYTES) {
			connection.room().deliver(connection, this.bytes, at, length, now);
		}
		else if (opcode == Frames.TEXT) {
			takeNotice(connection, at, length);
		}
		else if (opcode == Frames.PING) {
			connection.send(Frames.masked(Frames.PONG, Arrays.copyOfRange(this.bytes, at, at + length)));
		}
		else if (opcode == Frames.PONG) {
			this.attendance.pong();
		}
		else if (opcode != Frames.CLOSE) {
			// After a close frame the server ends the stream.
			throw new IllegalStateException("the server sent a frame that begins with " + opcode);
		}
	}

	private void takeNotice(Connection connection, int at, int length) {
		int nameAt = at + WELCOME.length;
		if (length > WELCOME.length && Arrays.equals(this.bytes, at, nameAt, WELCOME, 0, WELCOME.length)) {
			connection.name(new String(this.bytes, nameAt, at + length - nameAt, StandardCharsets.US_ASCII));
			this.attendance.welcome();
		}
	}

	private void end(Connection connection) {
		connection.close();
		this.attendance.end();
	}

}
