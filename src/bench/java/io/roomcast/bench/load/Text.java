package io.roomcast.bench.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What is said: 128 bytes of text that name the sender and the message's number, each as
 * eight letters of four bits, so that they are read in a few machine instructions.
 */
final class Text {

	static final int BYTES = 128;

	private static final int HEAD_BYTES = 16;

	private static final byte[] FILLER = "the quick brown fox jumps over the lazy dog ".repeat(3)
		.substring(0, BYTES - HEAD_BYTES)
		.getBytes(StandardCharsets.US_ASCII);

	private static final VarHandle LETTERS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

	private Text() {
	}

	static void write(byte[] target, int at, int sender, int number) {
		LETTERS.set(target, at, letters(sender));
		LETTERS.set(target, at + Long.BYTES, letters(number));
		System.arraycopy(FILLER, 0, target, at + HEAD_BYTES, FILLER.length);
	}

	static int sender(byte[] source, int at) {
		return value((long) LETTERS.get(source, at));
	}

	static int number(byte[] source, int at) {
		return value((long) LETTERS.get(source, at + Long.BYTES));
	}

	static boolean isIntact(byte[] source, int at) {
		return Arrays.equals(source, at + HEAD_BYTES, at + BYTES, FILLER, 0, FILLER.length);
	}

	private static long letters(int value) {
		long bits = value & 0xffff_ffffL;
		bits = (bits | (bits << 16)) & 0x0000_ffff_0000_ffffL;
		bits = (bits | (bits << 8)) & 0x00ff_00ff_00ff_00ffL;
		bits = (bits | (bits << 4)) & 0x0f0f_0f0f_0f0f_0f0fL;
		return bits + 0x6161_6161_6161_6161L;
	}

	private static int value(long letters) {
		long bits = letters - 0x6161_6161_6161_6161L;
		bits = (bits | (bits >>> 4)) & 0x00ff_00ff_00ff_00ffL;
		bits = (bits | (bits >>> 8)) & 0x0000_ffff_0000_ffffL;
		return (int) (bits | (bits >>> 16));
	}

}
