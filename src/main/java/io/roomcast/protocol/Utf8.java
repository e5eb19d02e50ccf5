package io.roomcast.protocol;

/**
 * Tells the size of texts in UTF-8.
 */
public final class Utf8 {

	/** The length of a text that UTF-8 cannot encode. */
	public static final int NONE = -1;

	private static final int MAX_1_BYTE = 0x7F;

	private static final int MAX_2_BYTES = 0x7FF;

	private Utf8() {
	}

	/**
	 * Returns how many bytes a text has, or {@link #NONE} if a half of a surrogate pair
	 * in it lacks the other.
	 */
	public static int length(String text) {
		int bytes = 0;
		for (int i = 0; i < text.length(); i++) {
			char unit = text.charAt(i);
			if (unit <= MAX_1_BYTE) {
				bytes++;
			}
			else if (!Character.isSurrogate(unit)) {
				bytes += (unit <= MAX_2_BYTES) ? 2 : 3;
			}
			else if (isPair(text, i)) {
				bytes += 4;
				i++;
			}
			else {
				return NONE;
			}
		}
		return bytes;
	}

	private static boolean isPair(String text, int index) {
		return index + 1 < text.length() && Character.isSurrogatePair(text.charAt(index), text.charAt(index + 1));
	}

}
