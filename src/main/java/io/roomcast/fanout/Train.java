package io.roomcast.fanout;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The frames of one write, one behind the other in one direct buffer, which the socket
 * takes without another copy. Reused from write to write; touched by one pass at a time.
 */
final class Train {

	private static final int INITIAL_CARS = 64;

	private final int maxBytes;

	private ByteBuffer buffer;

	private byte[][] cars = new byte[INITIAL_CARS][];

	private int size;

	private int asides;

	private int frames;

	Train(int maxBytes) {
		this.maxBytes = maxBytes;
		this.buffer = ByteBuffer.allocateDirect(maxBytes);
	}

	void clear() {
		Arrays.fill(this.cars, 0, this.size, null);
		this.size = 0;
		this.asides = 0;
		this.frames = 0;
		if (this.buffer.capacity() > this.maxBytes) {
			this.buffer = ByteBuffer.allocateDirect(this.maxBytes);
		}
		this.buffer.clear();
	}

	/**
	 * Puts frames in that are no entry of the log. They go first.
	 */
	void addAside(byte[] frames) {
		append(frames);
		this.asides++;
	}

	/**
	 * Puts an entry's frames in, unless the train is full. An empty one takes any.
	 */
	boolean add(byte[] frames) {
		if (this.size > 0 && frames.length > this.buffer.remaining()) {
			return false;
		}
		append(frames);
		this.frames += (frames.length > 0) ? 1 : 0;
		return true;
	}

	private void append(byte[] frames) {
		if (frames.length > this.buffer.remaining()) {
			ByteBuffer larger = ByteBuffer.allocateDirect(this.buffer.position() + frames.length);
			this.buffer = larger.put(this.buffer.flip());
		}
		if (this.size == this.cars.length) {
			this.cars = Arrays.copyOf(this.cars, this.size * 2);
		}
		this.buffer.put(frames);
		this.cars[this.size++] = frames;
	}

	/**
	 * How many entries of the log are in it.
	 */
	int entries() {
		return this.size - this.asides;
	}

	/**
	 * How many of these have frames for who gets this train.
	 */
	int deliveries() {
		return this.frames;
	}

	/**
	 * To be called once, after the last frame was added.
	 */
	void close() {
		this.buffer.flip();
	}

	boolean isEmpty() {
		return this.buffer.limit() == 0;
	}

	/**
	 * All the bytes of a closed train.
	 */
	ByteBuffer wire() {
		return this.buffer.rewind();
	}

	/**
	 * Finds where the socket stopped: the entry whose frames it took in part, or has yet
	 * to begin.
	 */
	Stop stop() {
		int before = this.buffer.position();
		int car = 0;
		while (car < this.size && before >= this.cars[car].length) {
			before -= this.cars[car].length;
			car++;
		}
		if (car == this.size) {
			return new Stop(entries(), ByteBuffer.allocate(0));
		}
		byte[] frames = this.cars[car];
		return new Stop(Math.max(0, car + 1 - this.asides), ByteBuffer.wrap(frames, before, frames.length - before));
	}

	/**
	 * Where a write stopped.
	 *
	 * @param entries how many entries are written once the rest is
	 * @param rest what is missing up to the end of the last of them; shared with the log
	 */
	record Stop(int entries, ByteBuffer rest) {
	}

}
