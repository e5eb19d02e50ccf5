package io.roomcast.fanout;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An outlet whose socket takes as many bytes as a test lets it.
 */
final class FakeOutlet implements Outlet {

	private final ByteArrayOutputStream wire = new ByteArrayOutputStream();

	private int room = Integer.MAX_VALUE;

	private int writes;

	private @Nullable ByteBuffer rest;

	private @Nullable Runnable whenFree;

	private @Nullable String closed;

	/**
	 * From now on takes this many bytes, then no more.
	 */
	void takeOnly(int bytes) {
		this.room = bytes;
	}

	/**
	 * Reads on: the socket takes the rest of the write under way, and anything after it.
	 */
	void readOn() {
		takeRest().run();
	}

	/**
	 * The same, but leaves it to the caller to tell who waits for it.
	 */
	Runnable takeRest() {
		this.room = Integer.MAX_VALUE;
		ByteBuffer pending = this.rest;
		this.rest = null;
		if (pending != null) {
			take(pending);
		}
		Runnable action = this.whenFree;
		this.whenFree = null;
		return (action != null) ? action : () -> {
		};
	}

	@Override
	public WriteResult write(ByteBuffer bytes, Runnable whenFree) {
		if (this.closed != null) {
			return WriteResult.CLOSED;
		}
		if (this.rest != null) {
			this.whenFree = whenFree;
			return WriteResult.BUSY;
		}
		this.writes++;
		take(bytes);
		if (!bytes.hasRemaining()) {
			return WriteResult.COMPLETE;
		}
		this.whenFree = whenFree;
		return WriteResult.PARTIAL;
	}

	private void take(ByteBuffer bytes) {
		byte[] taken = new byte[Math.min(this.room, bytes.remaining())];
		bytes.get(taken);
		this.room -= taken.length;
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

	@Nullable String closed() {
		return this.closed;
	}

	int restBytes() {
		return (this.rest != null) ? this.rest.remaining() : 0;
	}

	/**
	 * The text frames that arrived whole, decoded.
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
