package io.roomcast.protocol;

import io.roomcast.protocol.Refusal.Reason;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Frames of clients as tests write them: a {@code '} is a quotation mark.
 */
final class JsonFrames {

	static final int MAX_BYTES = 20;

	static final CommandId C1 = new CommandId("c1", false);

	private static final BodyRules RULES = new BodyRules(MAX_BYTES);

	private JsonFrames() {
	}

	static Decoded decode(String frame) {
		return JsonCodec.decode(quoted(frame), RULES);
	}

	static String quoted(String frame) {
		return frame.replace('\'', '"');
	}

	/**
	 * Asserts that a frame is refused with the id {@code c1}, and without a room.
	 */
	static void assertRefused(String frame, Reason reason, String sentence) {
		assertRefused(frame, reason, sentence, C1);
	}

	static void assertRefused(String frame, Reason reason, String sentence, @Nullable CommandId id) {
		assertThat(decode(frame)).isEqualTo(new Refusal(reason, sentence, null, id));
	}

}
