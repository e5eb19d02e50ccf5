package io.roomcast.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What is random in one input: it depends on nothing but the seed and the index. Not
 * thread-safe.
 */
final class FuzzRandom {

	private static final int MAX_PIECES = 12;

	private final SplittableRandom random;

	FuzzRandom(long seed, int index) {
		this.random = new SplittableRandom(new SplittableRandom(seed).nextLong() + index);
	}

	int below(int bound) {
		return this.random.nextInt(bound);
	}

	/**
	 * Returns a number of a range, both ends included.
	 */
	int between(int least, int most) {
		return this.random.nextInt(least, most + 1);
	}

	long anyLong() {
		return this.random.nextLong();
	}

	boolean oneIn(int count) {
		return this.random.nextInt(count) == 0;
	}

	<T> T pick(List<T> values) {
		return values.get(this.random.nextInt(values.size()));
	}

	byte[] bytes(int length) {
		byte[] bytes = new byte[length];
		this.random.nextBytes(bytes);
		return bytes;
	}

	/**
	 * Returns characters of an alphabet.
	 */
	String text(String alphabet, int length) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < length; i++) {
			text.append(alphabet.charAt(this.random.nextInt(alphabet.length())));
		}
		return text.toString();
	}

	/**
	 * Returns characters up to U+00FF with a few changes.
	 */
	String mutate(String text) {
		return Wire.text(mutate(Wire.bytes(text)));
	}

	/**
	 * Returns bytes with a few changes.
	 */
	byte[] mutate(byte[] bytes) {
		byte[] mutated = bytes;
		for (int count = between(1, 4); count > 0 && mutated.length > 0; count--) {
			mutated = mutateOnce(mutated);
		}
		return mutated;
	}

	private byte[] mutateOnce(byte[] bytes) {
		int start = below(bytes.length);
		int end = Math.min(bytes.length, start + between(1, 16));
		return switch (below(6)) {
			case 0 -> changed(bytes, start, (byte) (bytes[start] ^ (1 << below(8))));
			case 1 -> changed(bytes, start, (byte) below(256));
			case 2 -> spliced(bytes, start, start, bytes(between(1, 8)));
			case 3 -> spliced(bytes, start, start, Arrays.copyOfRange(bytes, start, end));
			case 4 -> spliced(bytes, start, end, new byte[0]);
			default -> Arrays.copyOf(bytes, start);
		};
	}

	private static byte[] changed(byte[] bytes, int index, byte value) {
		byte[] changed = bytes.clone();
		changed[index] = value;
		return changed;
	}

	private static byte[] spliced(byte[] bytes, int start, int end, byte[] inserted) {
		byte[] spliced = new byte[start + inserted.length + bytes.length - end];
		System.arraycopy(bytes, 0, spliced, 0, start);
		System.arraycopy(inserted, 0, spliced, start, inserted.length);
		System.arraycopy(bytes, end, spliced, start + inserted.length, bytes.length - end);
		return spliced;
	}

	/**
	 * Cuts bytes into pieces: mostly one.
	 */
	List<byte[]> pieces(byte[] bytes) {
		int count = oneIn(3) ? between(2, MAX_PIECES) : 1;
		List<byte[]> pieces = new ArrayList<>();
		int start = 0;
		for (int i = 1; i < count && start < bytes.length; i++) {
			int end = between(start, bytes.length);
			pieces.add(Arrays.copyOfRange(bytes, start, end));
			start = end;
		}
		pieces.add(Arrays.copyOfRange(bytes, start, bytes.length));
		return pieces;
	}

}
