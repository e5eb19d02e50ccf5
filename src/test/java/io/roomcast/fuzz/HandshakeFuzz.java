package io.roomcast.fuzz;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Requests for a WebSocket in which something is odd, and what is no HTTP/1.1 at all.
 */
final class HandshakeFuzz {

	private static final List<String> ODD_NAMES = List.of("%", "%zz", "%00", "%2e%2e", "..", "%c3%28", "%F0%9F%98%80",
			"a%2fb", "a;b=c", "a//b", "%ed%a0%80", "+", "~", "a b", "\u00fc", "a".repeat(65), "_a", "a%0d%0aX:%20y");

	private static final List<String> ODD_QUERIES = List.of("?", "?nick", "?nick=", "?nick=%", "?nick=a&nick=b",
			"?nick=server", "?nick=USER_1", "?nick=%E2%80%AE", "?since=", "?since=" + "A".repeat(32),
			"?since=" + "-".repeat(31), "?last=-1", "?last=1001", "?last=9e9", "?last=1&since=x", "?session=",
			"?session=" + "A".repeat(32), "?session=%00", "?&&&=&", "?nick=" + "n".repeat(33), "?nick=a%00b", "?a?b#c",
			"?nick=\u00ff", "?access_token=x&access_token=y");

	private static final List<String> ODD_HEADERS = List.of("Host:", "Host: elsewhere", "Upgrade: h2c",
			"Connection: close", "Sec-WebSocket-Key: x", "Sec-WebSocket-Key:", "Sec-WebSocket-Version: 8, 13",
			"Sec-WebSocket-Version: 99999999999999999999", "Sec-WebSocket-Protocol: ,", "Sec-WebSocket-Protocol: mqtt",
			"Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits", "Sec-WebSocket-Extensions: \"",
			"Origin: null", "Origin: http://[", "Origin:", "Content-Length: 5", "Content-Length: -1",
			"Content-Length: 1\r\nContent-Length: 2", "Transfer-Encoding: chunked", "Transfer-Encoding: x",
			"Expect: 100-continue", "Expect: x", " folded", ": x", "a b: c", "X\u0000Y: z", "X: \u0000",
			"X: \u0001\u007f", "X: \u00ff\u00fe", "Cookie: $Version=\"", "Forwarded: for=\"[::\"",
			"X-Forwarded-For: ,,,", "X-Forwarded-Proto: x", "Range: bytes=9-1", "Accept: */*;q=x", "Accept: \"",
			"Content-Type: /", "Accept-Language: \u00e9", "HTTP2-Settings: x", "TE: trailers", "If-Modified-Since: x",
			"Authorization: Bearer", "Authorization: Basic \u0000", "Access-Control-Request-Method: x");

	private static final List<String> NO_HTTP = List.of("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\u0012\u0004\0\0\0\0\0",
			"\u0016\u0003\u0001\0\u00a5\u0001\0\0\u00a1\u0003\u0003", "\u0080.\u0001\0\u0002",
			"\u0004\u0001\0P\0\0\0\u0001\0", "\u0005\u0001\0", "PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n", "SSH-2.0-x\r\n",
			"\r\n\r\n\r\n", "\n\n\n", "\0", "GET /chat\r\n", "GET /chat HTTP/0.9\r\n\r\n", "GET /chat HTTP/1.0\r\n\r\n",
			"GET /chat HTTP/3\r\n\r\n", "GET  /chat  HTTP/1.1\r\n\r\n", "get /chat HTTP/1.1\r\n\r\n",
			"\u00ff\u00fe GET / HTTP/1.1\r\n\r\n", "*1\r\n$4\r\nPING\r\n", "EHLO x\r\n");

	private static final int TLS_TAIL_BYTES = 200;

	private HandshakeFuzz() {
	}

	/**
	 * Sends a request whose room or query is odd. It is a whole one: it must be answered.
	 */
	static Script target(FuzzRandom random) {
		return answered(random, Wire.textHandshake(oddTarget(random)), random.oneIn(3));
	}

	/**
	 * Sends a request whose headers are odd, repeated, missing, in another order or too
	 * large.
	 */
	static Script headers(FuzzRandom random) {
		List<String> headers = new ArrayList<>(Wire.UPGRADE);
		for (int count = random.between(1, 4); count > 0; count--) {
			changeHeaders(headers, random);
		}
		String request = Wire.request(random.oneIn(8) ? "POST /chat" : "GET /chat/" + Wire.room(random), headers);
		return sent(random, request).end(random);
	}

	/**
	 * Sends a request with a few characters changed, or its line ends.
	 */
	static Script mutated(FuzzRandom random) {
		String request = random.oneIn(2) ? Wire.jsonHandshake("/chat/" + Wire.room(random))
				: Wire.textHandshake("/chat/" + Wire.room(random) + "?nick=" + Wire.nick(random));
		String changed = switch (random.below(5)) {
			case 0 -> request.replace("\r\n", "\n");
			case 1 -> request.replace("\r\n", "\r");
			case 2 -> request.replace("\r\n", "\r\r\n");
			default -> random.mutate(request);
		};
		return sent(random, changed).end(random);
	}

	/**
	 * Sends what other protocols begin with.
	 */
	static Script otherProtocol(FuzzRandom random) {
		String text = random.oneIn(5) ? random.mutate(random.pick(NO_HTTP)) : random.pick(NO_HTTP);
		Script script = new Script().send(text);
		if (random.oneIn(2)) {
			script.send(random.bytes(random.between(1, TLS_TAIL_BYTES)));
		}
		return script.end(random);
	}

	private static Script answered(FuzzRandom random, String request, boolean json) {
		String whole = json ? request.replace(Wire.HOST, Wire.HOST + "\r\n" + Wire.JSON) : request;
		return new Script().sendPieces(random, Wire.bytes(whole)).awaitHead().end(random);
	}

	private static Script sent(FuzzRandom random, String request) {
		Script script = new Script().sendPieces(random, Wire.bytes(request));
		if (random.oneIn(4)) {
			script.send(random.bytes(random.between(1, 100)));
		}
		return script;
	}

	private static String oddTarget(FuzzRandom random) {
		String room = random.oneIn(2) ? random.pick(ODD_NAMES).replace(" ", "%20") : Wire.room(random);
		String path = random.oneIn(5) ? "/connect" : "/chat/" + (random.oneIn(4) ? random.mutate(room) : room);
		String query = random.oneIn(3) ? "" : random.pick(ODD_QUERIES);
		String origin = random.oneIn(10) ? random.pick(List.of("http://x", "HTTP://a:99999", "ws://[::1]", "//", "*"))
				: "";
		return (origin + path + query).replaceAll("[\\s\\x00]", "%20");
	}

	private static void changeHeaders(List<String> headers, FuzzRandom random) {
		int index = random.below(headers.size());
		switch (random.below(9)) {
			case 0 -> headers.remove(index);
			case 1 -> headers.add(index, headers.get(index));
			case 2 -> Collections.swap(headers, index, random.below(headers.size()));
			case 3 -> headers.set(index, headers.get(index).toUpperCase(Locale.ROOT));
			case 4 -> headers.set(index, headers.get(index).replace(":", " :"));
			case 5 -> headers.add(index, "X: " + "y".repeat(random.between(1, 20_000)));
			case 6 -> headers.addAll(Collections.nCopies(random.between(1, 300), "X: y"));
			default -> headers.add(index, random.pick(ODD_HEADERS));
		}
		if (headers.isEmpty()) {
			headers.add(random.pick(ODD_HEADERS));
		}
	}

}
