package io.roomcast.fanout;

import java.nio.ByteBuffer;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of one write: cars one behind the other, each a stretch that must be written
 * to its end once it is begun. They lie in one direct buffer, which the socket takes
 * without another copy; a car that is larger than that goes alone, as the array that it
 * is. Reused from write to write; touched by one pass at a time.
 */
final class Train {

	private static final int INITIAL_CARS = 64;

	private static final byte[] NOTHING = {};

	private final int maxBytes;

	// Made when it is first needed.
	private @Nullable ByteBuffer buffer;

	private byte @Nullable [] lone;

	// By car: where it ends, and its bytes.
	private int[] ends = new int[INITIAL_CARS];

	private byte[][] sources = newSources(INITIAL_CARS);

	private int cars;

	private int asides;

	private int deliveries;

	Train(int maxBytes) {
		this.maxBytes = maxBytes;
	}

	private static byte[][] newSources(int size) {
		byte[][] sources = new byte[size][];
		Arrays.fill(sources, NOTHING);
		return sources;
	}

	void clear() {
		Arrays.fill(this.sources, 0, this.cars, NOTHING);
		this.lone = null;
		this.cars = 0;
		this.asides = 0;
		this.deliveries = 0;
		if (this.buffer != null) {
			this.buffer.clear();
		}
	}

	/**
	 * Puts frames in that are no entry of the log, unless the train is full. They go
	 * first.
	 */
	boolean addAside(byte[] frames) {
		if (!append(frames)) {
			return false;
		}
		this.asides++;
		return true;
	}

	/**
	 * Puts an entry in, unless the train is full. An empty train takes any.
	 */
	boolean add(byte[] bytes) {
		if (!append(bytes)) {
			return false;
		}
		if (bytes.length > 0) {
			this.deliveries++;
		}
		return true;
	}

	private boolean append(byte[] bytes) {
		int start = length();
		if (bytes.length > this.maxBytes - start) {
			if (start > 0) {
				return false;
			}
			this.lone = bytes;
		}
		else if (bytes.length > 0) {
			buffer().put(start, bytes);
		}
		if (this.cars == this.ends.length) {
			this.ends = Arrays.copyOf(this.ends, this.cars * 2);
			this.sources = Arrays.copyOf(this.sources, this.cars * 2);
		}
		this.ends[this.cars] = start + bytes.length;
		this.sources[this.cars] = bytes;
		this.cars++;
		return true;
	}

	private int length() {
		return (this.cars > 0) ? this.ends[this.cars - 1] : 0;
	}

	private ByteBuffer buffer() {
		ByteBuffer made = this.buffer;
		if (made == null) {
			made = ByteBuffer.allocateDirect(this.maxBytes);
			this.buffer = made;
		}
		return made;
	}

	/**
	 * How many entries of the log are in it.
	 */
	int entries() {
		return this.cars - this.asides;
	}

	/**
	 * How many of these have bytes for who gets this train.
	 */
	int deliveries() {
		return this.deliveries;
	}

	boolean isEmpty() {
		return length() == 0;
	}

	/**
	 * All its bytes.
	 */
	ByteBuffer wire() {
		return (this.lone != null) ? ByteBuffer.wrap(this.lone) : buffer().limit(length()).position(0);
	}

	/**
	 * Finds where the socket stopped: in the car that it took in part, or has yet to
	 * begin.
	 * @param taken how many bytes it took, less than all
	 */
	Stop stop(int taken) {
		int car = 0;
		while (taken >= this.ends[car]) {
			car++;
		}
		byte[] source = this.sources[car];
		int rest = this.ends[car] - taken;
		int written = Math.max(0, car + 1 - this.asides);
		return new Stop(written, deliveries(written), ByteBuffer.wrap(source, source.length - rest, rest));
	}

	private int deliveries(int written) {
		int count = 0;
		for (int entry = 0; entry < written; entry++) {
			count += (this.sources[this.asides + entry].length > 0) ? 1 : 0;
		}
		return count;
	}

	/**
	 * Where a write stopped.
	 *
	 * @param entries how many entries are written once the rest is
	 * @param deliveries how many of these have bytes
	 * @param rest what is missing up to the end of the car, shared with the log
	 */
	record Stop(int entries, int deliveries, ByteBuffer rest) {
	}

}
