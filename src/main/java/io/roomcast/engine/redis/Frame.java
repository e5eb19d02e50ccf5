package io.roomcast.engine.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A header line, and parts whose lengths stand in a second line: the form of what
 * {@code publish.lua} answers and publishes.
 */
record Frame(String head, List<byte[]> parts) {

	/**
	 * Returns the frame that the bytes are.
	 * @throws IllegalArgumentException if they are not
	 */
	static Frame parse(byte[] bytes) {
		int headEnd = lineEnd(bytes, 0);
		int lengthsEnd = lineEnd(bytes, headEnd + 1);
		String lengths = text(bytes, headEnd + 1, lengthsEnd);
		List<byte[]> parts = new ArrayList<>();
		int from = lengthsEnd + 1;
		for (String length : lengths.isEmpty() ? new String[0] : lengths.split(" ", -1)) {
			int to = from + Integer.parseInt(length);
			if (to < from || to > bytes.length) {
				throw new IllegalArgumentException("a part ends at " + to + ", the frame at " + bytes.length);
			}
			parts.add(Arrays.copyOfRange(bytes, from, to));
			from = to;
		}
		if (from != bytes.length) {
			throw new IllegalArgumentException("the parts end at " + from + ", the frame at " + bytes.length);
		}
		return new Frame(text(bytes, 0, headEnd), parts);
	}

	private static int lineEnd(byte[] bytes, int from) {
		for (int i = from; i < bytes.length; i++) {
			if (bytes[i] == '\n') {
				return i;
			}
		}
		throw new IllegalArgumentException("a line of " + (bytes.length - from) + " bytes does not end");
	}

	private static String text(byte[] bytes, int from, int to) {
		return new String(bytes, from, to - from, StandardCharsets.UTF_8);
	}

}
