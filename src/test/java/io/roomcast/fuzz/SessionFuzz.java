package io.roomcast.fuzz;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Clients that come back with a session: with the right secret, while the other
 * connection is still open or was cut, or with one that is nearly right.
 */
final class SessionFuzz {

	private static final Pattern SESSION = Pattern.compile("\"session\":\"([^\"]+)\"");

	private SessionFuzz() {
	}

	static Script takeover(FuzzRandom random) {
		String path = "/chat/" + Wire.room(random);
		Script script = new Script().send(Wire.jsonHandshake(path)).awaitOrEnd("\"welcome\"");
		script.send(WireFrame.text(random, "{\"type\":\"say\",\"text\":\"a\",\"id\":1}"));
		for (int count = random.between(1, 3); count > 0; count--) {
			if (random.oneIn(3)) {
				script.reset();
			}
			UnaryOperator<String> changed = changed(random);
			String next = random.pick(List.of(path, "/connect", "/chat/" + Wire.room(random)));
			script.reopen().send((received) -> {
				Matcher told = SESSION.matcher(received);
				String secret = told.find() ? told.group(1) : "none";
				return Wire.bytes(Wire.jsonHandshake(next + "?session=" + changed.apply(secret)));
			});
			if (random.oneIn(2)) {
				script.awaitHead();
			}
		}
		script.send(WireFrame.text(random, "{\"type\":\"say\",\"text\":\"a\",\"id\":1}"));
		return FrameFuzz.probed(script, random).endSocket(random);
	}

	/**
	 * Returns what changes the secret: mostly nothing.
	 */
	private static UnaryOperator<String> changed(FuzzRandom random) {
		if (!random.oneIn(3)) {
			return (secret) -> secret;
		}
		long seed = random.anyLong();
		return (secret) -> Wire.encoded(new FuzzRandom(seed, 0).mutate(secret));
	}

}
