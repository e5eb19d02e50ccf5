package io.roomcast.fanout;

import java.nio.ByteBuffer;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of one write, in one direct buffer that the socket takes without another
 * copy: cars one behind the other, each a stretch that must be written to its end once it
 * is begun. In the format of frames each entry is a car; in that of lines a car is a text
 * frame of many entries. Reused from write to write; touched by one pass at a time.
 */
final class Train {

	/** Clients often bound what they take as one message: at 64 KiB, many of them. */
	private static final int MAX_LINES_BYTES = 32 * 1024;

	private static final int INITIAL_CARS = 64;

	private final int maxBytes;

	private ByteBuffer buffer;

	private Format format = Format.FRAMES;

	// By car: where it ends, how many entries are out then, and its bytes if they are an
	// array of their own.
	private int[] ends = new int[INITIAL_CARS];

	private int[] entriesOut = new int[INITIAL_CARS];

	private byte[] @Nullable [] sources = new byte[INITIAL_CARS] @Nullable [];

	private int cars;

	// The lines of the frame that is being made.
	private byte[][] lines = new byte[INITIAL_CARS][];

	private int lineCount;

	private int lineBytes;

	private int entries;

	private int deliveries;

	Train(int maxBytes) {
		this.maxBytes = maxBytes;
		this.buffer = ByteBuffer.allocateDirect(maxBytes);
	}

	void clear(Format format) {
		this.format = format;
		Arrays.fill(this.sources, 0, this.cars, null);
		this.cars = 0;
		this.lineCount = 0;
		this.lineBytes = 0;
		this.entries = 0;
		this.deliveries = 0;
		if (this.buffer.capacity() > this.maxBytes) {
			this.buffer = ByteBuffer.allocateDirect(this.maxBytes);
		}
		this.buffer.clear();
	}

	/**
	 * Puts frames in that are no entry of the log. They go first.
	 */
	void addAside(byte[] frames) {
		appendCar(frames);
	}

	/**
	 * Puts an entry in, unless the train is full. An empty train takes any.
	 */
	boolean add(byte[] bytes) {
		boolean empty = this.cars == 0 && this.lineCount == 0;
		if (!empty && !fits(bytes.length)) {
			return false;
		}
		if (this.lineCount > 0 && this.lineBytes + 1 + bytes.length > MAX_LINES_BYTES) {
			closeFrame();
		}
		this.entries++;
		if (bytes.length > 0) {
			this.deliveries++;
			append(bytes);
		}
		return true;
	}

	private boolean fits(int length) {
		if (this.format == Format.FRAMES) {
			return length <= this.buffer.remaining();
		}
		return this.lineBytes + 2 * Frames.MAX_HEADER_LENGTH + 1 + length <= this.buffer.remaining();
	}

	private void append(byte[] bytes) {
		if (this.format == Format.FRAMES) {
			appendCar(bytes);
			return;
		}
		if (this.lineCount == this.lines.length) {
			this.lines = Arrays.copyOf(this.lines, this.lineCount * 2);
		}
		this.lineBytes += bytes.length + ((this.lineCount > 0) ? 1 : 0);
		this.lines[this.lineCount++] = bytes;
	}

	private void appendCar(byte[] bytes) {
		require(bytes.length);
		this.buffer.put(bytes);
		endCar(bytes);
	}

	private void closeFrame() {
		require(Frames.MAX_HEADER_LENGTH + this.lineBytes);
		Frames.putTextHeader(this.buffer, this.lineBytes);
		for (int i = 0; i < this.lineCount; i++) {
			if (i > 0) {
				this.buffer.put((byte) '\n');
			}
			this.buffer.put(this.lines[i]);
		}
		this.lineCount = 0;
		this.lineBytes = 0;
		endCar(null);
	}

	private void require(int bytes) {
		if (bytes > this.buffer.remaining()) {
			ByteBuffer larger = ByteBuffer.allocateDirect(this.buffer.position() + bytes);
			this.buffer = larger.put(this.buffer.flip());
		}
	}

	private void endCar(byte @Nullable [] source) {
		if (this.cars == this.ends.length) {
			this.ends = Arrays.copyOf(this.ends, this.cars * 2);
			this.entriesOut = Arrays.copyOf(this.entriesOut, this.cars * 2);
			this.sources = Arrays.copyOf(this.sources, this.cars * 2);
		}
		this.ends[this.cars] = this.buffer.position();
		this.entriesOut[this.cars] = this.entries;
		this.sources[this.cars] = source;
		this.cars++;
	}

	/**
	 * To be called once, after the last entry was added.
	 */
	void close() {
		if (this.lineCount > 0) {
			closeFrame();
		}
		this.buffer.flip();
	}

	/**
	 * How many entries of the log are in it.
	 */
	int entries() {
		return this.entries;
	}

	/**
	 * How many of these have bytes for who gets this train.
	 */
	int deliveries() {
		return this.deliveries;
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
	 * Finds where the socket stopped: in the car that it took in part, or has yet to
	 * begin.
	 */
	Stop stop() {
		int taken = this.buffer.position();
		int car = 0;
		while (car < this.cars && taken >= this.ends[car]) {
			car++;
		}
		if (car == this.cars) {
			return new Stop(this.entries, ByteBuffer.allocate(0));
		}
		return new Stop(this.entriesOut[car], rest(car, taken));
	}

	private ByteBuffer rest(int car, int taken) {
		int start = (car > 0) ? this.ends[car - 1] : 0;
		int length = this.ends[car] - taken;
		byte[] source = this.sources[car];
		if (source != null) {
			return ByteBuffer.wrap(source, taken - start, length);
		}
		byte[] copy = new byte[length];
		this.buffer.get(taken, copy);
		return ByteBuffer.wrap(copy);
	}

	/**
	 * Where a write stopped.
	 *
	 * @param entries how many entries are written once the rest is
	 * @param rest what is missing up to the end of the car; shared with the log if need
	 * not be a copy
	 */
	record Stop(int entries, ByteBuffer rest) {
	}

}
