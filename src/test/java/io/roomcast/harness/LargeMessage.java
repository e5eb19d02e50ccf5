package io.roomcast.harness;

import java.nio.ByteBuffer;

/**
 * Makes binary messages of 60,000 bytes, of which a few hundred are more than a socket
 * holds.
 */
public final class LargeMessage {

	private static final int BYTES = 60_000;

	private LargeMessage() {
	}

	/**
	 * Returns a message that differs from those of other numbers.
	 */
	public static byte[] of(int number) {
		byte[] bytes = new byte[BYTES];
		ByteBuffer.wrap(bytes).putInt(number);
		return bytes;
	}

}
