package io.roomcast.chat;

import java.util.Arrays;

import io.roomcast.fanout.Position;
import io.roomcast.protocol.CommandId;
import org.jspecify.annotations.Nullable;

/**
 * The receipts of what a session said last under ids of its own, so that the same id is
 * said once. It remembers {@value #CAPACITY} ids, which is how many a client may have
 * under way. Not thread-safe: its session guards it.
 */
final class Receipts {

	// A ring in arrays, as every client that talks has one: 44 bytes for each id, where a
	// map of objects takes 200. Ids are told apart by 64 bits of hash, which a client can
	// only turn against itself.

	/** How many ids are remembered. */
	static final int CAPACITY = 256;

	private static final int INITIAL_CAPACITY = 4;

	private static final long FNV_OFFSET = 0xcbf29ce484222325L;

	private static final long FNV_PRIME = 0x100000001b3L;

	private long[] ids = new long[INITIAL_CAPACITY];

	private int[] fingerprints = new int[INITIAL_CAPACITY];

	private long[] epochs = new long[INITIAL_CAPACITY];

	private long[] offsets = new long[INITIAL_CAPACITY];

	private long[] nonces = new long[INITIAL_CAPACITY];

	private long[] times = new long[INITIAL_CAPACITY];

	private int size;

	private int next;

	/**
	 * Returns the receipt of what was said under an id; null if nothing was that is
	 * remembered.
	 */
	@Nullable Receipt find(CommandId id) {
		long wanted = hash(id);
		for (int i = 0; i < this.size; i++) {
			if (this.ids[i] == wanted) {
				return receipt(i);
			}
		}
		return null;
	}

	private Receipt receipt(int slot) {
		Position position = new Position(this.epochs[slot], this.offsets[slot], this.nonces[slot]);
		return new Receipt(this.fingerprints[slot], position, this.times[slot]);
	}

	/**
	 * Remembers what was said under an id, and forgets the oldest if there are too many.
	 * @param fingerprint tells it from another message
	 */
	void add(CommandId id, int fingerprint, Position position, long at) {
		if (this.next == this.ids.length && this.next < CAPACITY) {
			grow(2 * this.next);
		}
		int slot = this.next % CAPACITY;
		this.ids[slot] = hash(id);
		this.fingerprints[slot] = fingerprint;
		this.epochs[slot] = position.epoch();
		this.offsets[slot] = position.offset();
		this.nonces[slot] = position.nonce();
		this.times[slot] = at;
		this.next = slot + 1;
		this.size = Math.max(this.size, this.next);
	}

	private void grow(int capacity) {
		this.ids = Arrays.copyOf(this.ids, capacity);
		this.fingerprints = Arrays.copyOf(this.fingerprints, capacity);
		this.epochs = Arrays.copyOf(this.epochs, capacity);
		this.offsets = Arrays.copyOf(this.offsets, capacity);
		this.nonces = Arrays.copyOf(this.nonces, capacity);
		this.times = Arrays.copyOf(this.times, capacity);
	}

	private static long hash(CommandId id) {
		long hash = FNV_OFFSET ^ (id.number() ? 1 : 0);
		for (int i = 0; i < id.text().length(); i++) {
			hash = (hash ^ id.text().charAt(i)) * FNV_PRIME;
		}
		return hash ^ (hash >>> 32);
	}

	/**
	 * What became of something that was said.
	 *
	 * @param fingerprint tells it from another message
	 * @param at when it was added to the room, in milliseconds since 1970, UTC
	 */
	record Receipt(int fingerprint, Position position, long at) {
	}

}
