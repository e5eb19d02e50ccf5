package io.roomcast.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the generators know of the wire: valid requests, and names that go into them.
 */
final class Wire {

	static final String JSON = "Sec-WebSocket-Protocol: roomcast.v1.json";

	static final String HOST = "Host: localhost";

	static final List<String> UPGRADE = List.of(HOST, "Upgrade: websocket", "Connection: Upgrade",
			"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13");

	static final String AUTHORIZATION = "Authorization: Bearer open-sesame";

	private static final int ROOMS = 12;

	private static final int NICKS = 40;

	private Wire() {
	}

	/**
	 * Returns a request without a body.
	 * @param line such as {@code GET /ping}
	 */
	static String request(String line, List<String> headers) {
		return line + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
	}

	/**
	 * Returns a handshake for plain text.
	 */
	static String textHandshake(String target) {
		return request("GET " + target, UPGRADE);
	}

	static String jsonHandshake(String target) {
		return textHandshake(target).replace(HOST, HOST + "\r\n" + JSON);
	}

	/**
	 * Returns a room that many inputs share.
	 */
	static String room(FuzzRandom random) {
		return "fuzz-" + random.below(ROOMS);
	}

	static String nick(FuzzRandom random) {
		return "nick-" + random.below(NICKS);
	}

	/**
	 * Returns bytes as characters, each as one.
	 */
	static String text(byte[]... parts) {
		return new String(WireFrame.joined(parts), StandardCharsets.ISO_8859_1);
	}

	/**
	 * Returns characters up to U+00FF, each as one byte.
	 */
	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}
