package io.roomcast.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What plain-text clients say: anything that is text or bytes, or nearly.
 */
final class TextFuzz {

	private static final List<String> TEXTS = List.of("", " ", "hi", "welcome user_1", "error: x", "\u0000", "\r\n",
			"\u202e", "\ud83d\ude00", "user_1: hi", "{\"type\":\"say\"}", "\u2028", "%s%n${jndi:x}", "\u001b[2J");

	private static final int LIMIT = 64 * 1024;

	private TextFuzz() {
	}

	static Script messages(FuzzRandom random) {
		String query = random.oneIn(3) ? "?nick=" + Wire.nick(random) : random.oneIn(3) ? "?last=5" : "";
		Script script = new Script().send(Wire.textHandshake("/chat/" + Wire.room(random) + query)).awaitHead();
		for (int count = random.between(1, 8); count > 0; count--) {
			script.send(message(random));
		}
		return FrameFuzz.probed(script, random).endSocket(random);
	}

	private static byte[] message(FuzzRandom random) {
		return switch (random.below(8)) {
			case 0 -> WireFrame.of(random, WireFrame.LAST | WireFrame.BINARY, random.bytes(random.below(200)));
			case 1 -> WireFrame.of(random, WireFrame.LAST | WireFrame.BINARY,
					random.bytes(random.between(LIMIT - 1, LIMIT + 1)));
			case 2 -> WireFrame.of(random, WireFrame.LAST | WireFrame.TEXT,
					random.mutate(random.pick(TEXTS).getBytes(StandardCharsets.UTF_8)));
			default -> WireFrame.text(random, random.pick(TEXTS));
		};
	}

}
