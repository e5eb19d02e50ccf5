package io.roomcast.protocol;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;

/**
 * Escapes more than JSON requires: every control character, and the two separators that
 * some readers take for the end of a line.
 */
final class LineEscapes extends CharacterEscapes {

	private static final long serialVersionUID = 1L;

	private static final int DELETE = 0x7F;

	private static final int LAST_CONTROL = 0x9F;

	private static final SerializedString[] CONTROLS = new SerializedString[LAST_CONTROL + 1];

	static {
		for (int character = DELETE + 1; character <= LAST_CONTROL; character++) {
			CONTROLS[character] = new SerializedString(String.format("\\u%04X", character));
		}
	}

	private static final SerializedString LINE_SEPARATOR = new SerializedString("\\u2028");

	private static final SerializedString PARAGRAPH_SEPARATOR = new SerializedString("\\u2029");

	private final int[] ascii;

	LineEscapes() {
		this.ascii = standardAsciiEscapesForJSON();
		this.ascii[DELETE] = ESCAPE_STANDARD;
	}

	@Override
	public int[] getEscapeCodesForAscii() {
		return this.ascii;
	}

	@Override
	public @Nullable SerializableString getEscapeSequence(int character) {
		if (character <= LAST_CONTROL) {
			return CONTROLS[character];
		}
		return switch (character) {
			case '\u2028' -> LINE_SEPARATOR;
			case '\u2029' -> PARAGRAPH_SEPARATOR;
			default -> null;
		};
	}

}
