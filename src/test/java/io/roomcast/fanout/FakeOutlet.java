package io.roomcast.fanout;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An outlet whose socket takes as many bytes as a test lets it. For one thread at a time.
 */
final class FakeOutlet extends TestOutlet {

	private final ByteArrayOutputStream wire = new ByteArrayOutputStream();

	private int capacity = Integer.MAX_VALUE;

	private int writes;

	private @Nullable ByteBuffer rest;

	private @Nullable Runnable whenWritable;

	private @Nullable String closed;

	/**
	 * Lets the socket take this many bytes from now on, and then no more.
	 */
	void takeOnly(int bytes) {
		this.capacity = bytes;
	}

	/**
	 * Lets the socket take the rest of the write under way and everything after it, and
	 * tells the writer that it can go on.
	 */
	void readOn() {
		takeRest().run();
	}

	/**
	 * Does what {@link #readOn} does, but leaves it to the caller to tell the writer.
	 * @return tells the writer
	 */
	Runnable takeRest() {
		this.capacity = Integer.MAX_VALUE;
		ByteBuffer pending = this.rest;
		this.rest = null;
		if (pending != null) {
			take(pending);
		}
		Runnable action = this.whenWritable;
		this.whenWritable = null;
		return (action != null) ? action : () -> {
		};
	}

	@Override
	public WriteResult write(ByteBuffer bytes, WriteWaiter writer) {
		if (this.closed != null) {
			return WriteResult.CLOSED;
		}
		if (this.rest != null) {
			this.whenWritable = writer::wake;
			return WriteResult.BUSY;
		}
		this.writes++;
		take(bytes);
		if (!bytes.hasRemaining()) {
			return WriteResult.COMPLETE;
		}
		this.whenWritable = writer::wake;
		return WriteResult.PARTIAL;
	}

	private void take(ByteBuffer bytes) {
		byte[] taken = new byte[Math.min(this.capacity, bytes.remaining())];
		bytes.get(taken);
		this.capacity -= taken.length;
		this.wire.writeBytes(taken);
	}

	@Override
	public void finish(ByteBuffer rest) {
		this.rest = rest;
	}

	@Override
	public void close(Disconnect disconnect) {
		this.closed = disconnect.code() + " " + disconnect.reason();
	}

	int writes() {
		return this.writes;
	}

	/**
	 * Returns the code and the reason of the close; null while the outlet is open.
	 */
	@Nullable String closed() {
		return this.closed;
	}

	/**
	 * Returns how much of the write under way the socket has yet to take.
	 */
	int restBytes() {
		return (this.rest != null) ? this.rest.remaining() : 0;
	}

	/**
	 * Returns the texts of the frames that arrived whole.
	 */
	List<String> texts() {
		List<String> texts = new ArrayList<>();
		ByteBuffer bytes = ByteBuffer.wrap(this.wire.toByteArray());
		while (bytes.remaining() >= 2) {
			bytes.get();
			int length = bytes.get() & 0x7F;
			if (length == 126) {
				length = bytes.getShort() & 0xFFFF;
			}
			else if (length == 127) {
				length = (int) bytes.getLong();
			}
			if (length > bytes.remaining()) {
				break;
			}
			byte[] payload = new byte[length];
			bytes.get(payload);
			texts.add(new String(payload, StandardCharsets.UTF_8));
		}
		return texts;
	}

}
