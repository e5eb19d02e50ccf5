package io.roomcast.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import static io.roomcast.fuzz.WireFrame.BINARY;
import static io.roomcast.fuzz.WireFrame.CLOSE;
import static io.roomcast.fuzz.WireFrame.CONTINUATION;
import static io.roomcast.fuzz.WireFrame.LAST;
import static io.roomcast.fuzz.WireFrame.PING;
import static io.roomcast.fuzz.WireFrame.PONG;
import static io.roomcast.fuzz.WireFrame.TEXT;

/**
 * Frames after a good handshake: noise, nearly good ones, endless parts, and such as
 * break one rule of RFC 6455.
 */
final class FrameFuzz {

	private static final List<Integer> BAD_CODES = List.of(0, 1, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535);

	private static final List<Long> HUGE = List.of(Long.MIN_VALUE, -1L, Long.MAX_VALUE, 1L << 62, 1L << 32,
			(1L << 31) - 1, 1L << 31, 10_000_000L);

	private static final byte[] NO_UTF8 = { 'a', (byte) 0xC3, '(', (byte) 0xFF };

	private static final int MAX_PARTS = 200;

	private FrameFuzz() {
	}

	/**
	 * Sends what is no frame at all, or is one by chance.
	 */
	static Script noise(FuzzRandom random) {
		Script script = opening(random);
		for (int count = random.between(1, 3); count > 0; count--) {
			script.send(random.bytes(random.between(1, 300)));
		}
		return script.end(random);
	}

	/**
	 * Sends good frames with a few bytes changed.
	 */
	static Script mutated(FuzzRandom random) {
		byte[] frames = new byte[0];
		for (int count = random.between(1, 5); count > 0; count--) {
			frames = WireFrame.joined(frames, good(random));
		}
		return opening(random).sendPieces(random, random.mutate(frames)).end(random);
	}

	/**
	 * Sends one frame that breaks a rule for certain: the server must end the connection
	 * by itself.
	 */
	static Script broken(FuzzRandom random) {
		// Jetty drops a line feed right after a request, and so would a broken pong.
		Script script = opened(random).awaitHead();
		for (int count = random.below(3); count > 0; count--) {
			script.send(good(random));
		}
		script.sendPieces(random, oneBroken(random));
		if (random.oneIn(4)) {
			script.send(random.bytes(random.between(1, 200)));
		}
		return script.awaitEnd();
	}

	/**
	 * Sends a message in many parts, with control frames between them.
	 */
	static Script parts(FuzzRandom random) {
		Script script = opening(random);
		byte[] frames = WireFrame.of(random, random.oneIn(2) ? TEXT : BINARY, new byte[0]);
		for (int count = random.between(1, MAX_PARTS); count > 0; count--) {
			byte[] part = random.text("abc{}\"", random.below(4)).getBytes(StandardCharsets.US_ASCII);
			frames = WireFrame.joined(frames, WireFrame.of(random, CONTINUATION, part));
			if (random.oneIn(10)) {
				frames = WireFrame.joined(frames,
						WireFrame.of(random, LAST | (random.oneIn(2) ? PING : PONG), random.bytes(random.below(126))));
			}
		}
		script.sendPieces(random, frames);
		if (random.oneIn(2)) {
			script.send(WireFrame.of(random, LAST | CONTINUATION, new byte[0]));
		}
		return probed(script, random).endSocket(random);
	}

	/**
	 * Asks for a sign that the server reads this connection.
	 */
	static Script probed(Script script, FuzzRandom random) {
		return script.send(WireFrame.ping(random, "end!")).awaitOrEnd("\u008a\u0004end!");
	}

	/**
	 * Opens a socket for plain text or JSON.
	 */
	private static Script opened(FuzzRandom random) {
		String target = "/chat/" + Wire.room(random);
		return new Script().send(random.oneIn(2) ? Wire.jsonHandshake(target) : Wire.textHandshake(target));
	}

	/**
	 * Opens a socket. The frames may be on their way before the answer is there.
	 */
	private static Script opening(FuzzRandom random) {
		Script script = opened(random);
		return random.oneIn(3) ? script : script.awaitHead();
	}

	private static byte[] good(FuzzRandom random) {
		return switch (random.below(6)) {
			case 0 -> WireFrame.of(random, LAST | PING, random.bytes(random.below(126)));
			case 1 -> WireFrame.of(random, LAST | PONG, random.bytes(random.below(126)));
			case 2 -> WireFrame.of(random, LAST | BINARY, random.bytes(random.below(300)));
			case 3 -> WireFrame.joined(WireFrame.of(random, TEXT, new byte[] { 'a' }),
					WireFrame.of(random, LAST | PING, new byte[0]),
					WireFrame.of(random, LAST | CONTINUATION, new byte[] { 'b' }));
			default -> WireFrame.text(random, "{\"type\":\"say\",\"text\":\"" + random.below(1000) + "\"}");
		};
	}

	private static byte[] oneBroken(FuzzRandom random) {
		byte[] some = random.bytes(random.between(1, 50));
		return switch (random.below(9)) {
			case 0 -> WireFrame.unmasked(LAST | random.pick(List.of(TEXT, BINARY, PING, PONG, CLOSE)), some);
			case 1 -> WireFrame.of(random, LAST | (random.between(1, 7) << 4) | random.pick(List.of(TEXT, PING)), some);
			case 2 -> WireFrame.of(random, LAST | random.pick(List.of(3, 4, 5, 6, 7, 11, 12, 13, 14, 15)), some);
			case 3 -> WireFrame.of(random, random.pick(List.of(PING, PONG, CLOSE)), some);
			case 4 -> WireFrame.of(random, LAST | random.pick(List.of(PING, PONG, CLOSE)),
					random.bytes(random.between(126, 70_000)));
			case 5 -> outOfOrder(random, some);
			case 6 ->
				WireFrame.announcing(random, random.pick(List.of(LAST | TEXT, TEXT, BINARY)), random.pick(HUGE), some);
			case 7 -> WireFrame.of(random, LAST | CLOSE, badClose(random));
			default -> WireFrame.of(random, LAST | TEXT, NO_UTF8);
		};
	}

	private static byte[] outOfOrder(FuzzRandom random, byte[] payload) {
		if (random.oneIn(2)) {
			return WireFrame.of(random, (random.oneIn(2) ? LAST : 0) | CONTINUATION, payload);
		}
		return WireFrame.joined(WireFrame.of(random, BINARY, payload),
				WireFrame.of(random, (random.oneIn(2) ? LAST : 0) | random.pick(List.of(TEXT, BINARY)), payload));
	}

	private static byte[] badClose(FuzzRandom random) {
		return switch (random.below(3)) {
			case 0 -> random.bytes(1);
			case 1 -> ByteBuffer.allocate(Short.BYTES).putShort(random.pick(BAD_CODES).shortValue()).array();
			default -> ByteBuffer.allocate(Short.BYTES + NO_UTF8.length).putShort((short) 1000).put(NO_UTF8).array();
		};
	}

}
