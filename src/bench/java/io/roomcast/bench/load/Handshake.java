package io.roomcast.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The client's side of the opening handshake. The server's key is not checked: what it
 * would tell, that the server knows WebSocket, the frames tell soon enough.
 */
final class Handshake {

	private static final String REQUEST = """
			GET %s HTTP/1.1
			Host: 127.0.0.1:%d
			Upgrade: websocket
			Connection: Upgrade
			Sec-WebSocket-Key: cm9vbWNhc3QgYmVuY2htYQ==
			Sec-WebSocket-Version: 13

			""".replace("\n", "\r\n");

	private static final String ACCEPTED = "HTTP/1.1 101 ";

	private Handshake() {
	}

	static ByteBuffer request(String path, int port) {
		return StandardCharsets.US_ASCII.encode(REQUEST.formatted(path, port));
	}

	/**
	 * How long the answer at the start of these bytes is.
	 * @return 0 if it is not complete yet
	 */
	static int answerLength(byte[] bytes, int length) {
		String answer = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
		int end = answer.indexOf("\r\n\r\n");
		if (end >= 0 && !answer.startsWith(ACCEPTED)) {
			throw new IllegalStateException("the server refused a client: " + answer.lines().findFirst().orElse(""));
		}
		return (end < 0) ? 0 : end + 4;
	}

}
