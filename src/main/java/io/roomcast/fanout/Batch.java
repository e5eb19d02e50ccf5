package io.roomcast.fanout;

import java.nio.ByteBuffer;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of one write: a sequence of chunks, each of which must be written to its end
 * once it is begun. They lie in one direct buffer, which the socket takes without another
 * copy; a chunk that is larger than the buffer is written alone, from its own array.
 * Reused from write to write; touched by one pass at a time.
 */
final class Batch {

	private static final int INITIAL_CHUNKS = 64;

	private static final Rendering NOTHING = new Rendering(Frames.none());

	private final int maxBytes;

	// Made when it is first needed.
	private @Nullable ByteBuffer buffer;

	private @Nullable Rendering lone;

	// For each chunk: the index of its end, and what it is a copy of.
	private int[] ends = new int[INITIAL_CHUNKS];

	private @Nullable Rendering[] sources = new @Nullable Rendering[INITIAL_CHUNKS];

	private int chunks;

	private int outboxFrames;

	private int deliveries;

	Batch(int maxBytes) {
		this.maxBytes = maxBytes;
	}

	void clear() {
		Arrays.fill(this.sources, 0, this.chunks, null);
		this.lone = null;
		this.chunks = 0;
		this.outboxFrames = 0;
		this.deliveries = 0;
		if (this.buffer != null) {
			this.buffer.clear();
		}
	}

	/**
	 * Adds frames of an outbox, unless the batch is full. They must be added first.
	 * @return whether they were added
	 */
	boolean addOutboxFrame(Rendering frames) {
		if (!append(frames)) {
			return false;
		}
		this.outboxFrames++;
		return true;
	}

	/**
	 * Adds an entry, unless the batch is full. An empty batch takes any.
	 * @return whether it was added
	 */
	boolean add(Rendering rendering) {
		if (!append(rendering)) {
			return false;
		}
		if (rendering.length() > 0) {
			this.deliveries++;
		}
		return true;
	}

	/**
	 * Adds entries that another batch holds, as many as fit: their bytes are copied from
	 * there in one go.
	 * @param other a batch without outbox frames
	 * @param first the index of the first of them in the other batch
	 * @param end the index of the first not to add
	 * @return how many were added; none of those that are written alone
	 */
	int addAll(Batch other, int first, int end) {
		int start = (first > 0) ? other.ends[first - 1] : 0;
		int space = this.maxBytes - length();
		int last = first;
		while (last < end && other.ends[last] - start <= space) {
			last++;
		}
		int bytes = (last > first) ? other.ends[last - 1] - start : 0;
		if (bytes > 0) {
			buffer().put(length(), other.buffer(), start, bytes);
		}
		int offset = length() - start;
		for (int chunk = first; chunk < last; chunk++) {
			Rendering source = other.source(chunk);
			append(source, other.ends[chunk] + offset);
			this.deliveries += (source.length() > 0) ? 1 : 0;
		}
		return last - first;
	}

	private boolean append(Rendering rendering) {
		int start = length();
		if (rendering.length() > this.maxBytes - start) {
			if (start > 0) {
				return false;
			}
			this.lone = rendering;
		}
		else if (rendering.length() > 0) {
			buffer().put(start, rendering.frames());
		}
		append(rendering, start + rendering.length());
		return true;
	}

	private void append(Rendering source, int end) {
		if (this.chunks == this.ends.length) {
			this.ends = Arrays.copyOf(this.ends, this.chunks * 2);
			this.sources = Arrays.copyOf(this.sources, this.chunks * 2);
		}
		this.ends[this.chunks] = end;
		this.sources[this.chunks] = source;
		this.chunks++;
	}

	private int length() {
		return (this.chunks > 0) ? this.ends[this.chunks - 1] : 0;
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
	 * Returns how many entries of the log are in it.
	 */
	int entries() {
		return this.chunks - this.outboxFrames;
	}

	/**
	 * Returns how many of the chunks are frames of an outbox.
	 */
	int outboxFrames() {
		return this.outboxFrames;
	}

	/**
	 * Returns how many of the entries have bytes for the clients that get this batch.
	 */
	int deliveries() {
		return this.deliveries;
	}

	boolean isEmpty() {
		return length() == 0;
	}

	/**
	 * Returns all its bytes.
	 */
	ByteBuffer bytes() {
		return (this.lone != null) ? ByteBuffer.wrap(this.lone.frames()) : buffer().limit(length()).position(0);
	}

	/**
	 * Returns what is written and what is not when the socket took a part of the batch.
	 * With TLS that may be all of its bytes, of which some have yet to be sent.
	 * @param taken how many bytes the socket took
	 */
	PartialWrite partialWrite(int taken) {
		int chunk = 0;
		while (chunk < this.chunks - 1 && taken >= this.ends[chunk]) {
			chunk++;
		}
		Rendering source = source(chunk);
		int rest = this.ends[chunk] - taken;
		int written = Math.max(0, chunk + 1 - this.outboxFrames);
		return new PartialWrite(Math.min(chunk + 1, this.outboxFrames), written, deliveries(written), source,
				ByteBuffer.wrap(source.frames(), source.length() - rest, rest));
	}

	private int deliveries(int written) {
		int count = 0;
		for (int entry = 0; entry < written; entry++) {
			count += (source(this.outboxFrames + entry).length() > 0) ? 1 : 0;
		}
		return count;
	}

	private Rendering source(int chunk) {
		Rendering source = this.sources[chunk];
		return (source != null) ? source : NOTHING;
	}

	/**
	 * What is written of a batch once the rest of the chunk is that the socket took in
	 * part.
	 *
	 * @param outboxFrames how many frames of the outbox
	 * @param entries how many entries
	 * @param deliveries how many of the entries have bytes
	 * @param source the rendering that the rest is a part of
	 * @param rest the bytes of the chunk that the socket has yet to take
	 */
	record PartialWrite(int outboxFrames, int entries, int deliveries, Rendering source, ByteBuffer rest) {
	}

}
