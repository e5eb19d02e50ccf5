package io.roomcast.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * Plain HTTP: routes with odd parameters and bodies, bodies that are not what their
 * headers say, and listeners.
 */
final class RequestFuzz {

	private static final List<String> METHODS = List.of("GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH",
			"OPTIONS", "TRACE", "BREW");

	private static final List<String> ODD_ARGUMENTS = List.of("", "%", "%zz", "%00", "0", "-1", "1", "1000", "1001",
			"1e3", "99999999999999999999", "A".repeat(32), "A".repeat(31) + "!", "%ff%fe", "a b".replace(" ", "+"),
			"null", "%F0%9F%98%80", "1&limit=2", "x".repeat(300));

	private static final List<String> BODIES = List.of("{\"text\":\"hi\"}", "{\"data\":[1,{}]}",
			"{\"base64\":\"AP8=\"}", "{\"text\":\"hi\",\"from\":\"monitor\"}", "{\"text\":\"hi\",\"from\":\"user_1\"}",
			"{\"text\":\"hi\",\"data\":1}", "{\"text\":null}", "{\"text\":1}", "{}", "[]", "", "\"",
			"{\"text\":\"\\ud800\"}", "{\"base64\":\"!\"}", "{\"data\":" + "[".repeat(2000) + "]".repeat(2000) + "}",
			"{\"data\":1e999999999}", "{\"text\":\"a\",\"text\":\"b\"}", "{\"data\":1} x", "\u00ff\u00fe{\u0000}\u0000",
			"{\"from\":\"\\u202e\",\"text\":\"\"}");

	private static final List<String> ODD_HEADERS = List.of("Idempotency-Key: a", "Idempotency-Key: b",
			"Idempotency-Key:", "Idempotency-Key: " + "k".repeat(256), "Idempotency-Key: \u00ff",
			"Idempotency-Key: a\r\nIdempotency-Key: b", "Content-Encoding: gzip", "Accept: text/plain",
			"Accept: application/xml", "Accept: x", "Accept-Encoding: \u0000", "Origin: http://x", "If-Match: *",
			"Range: bytes=0-", "Last-Event-ID: x", "X-HTTP-Method-Override: DELETE");

	private static final List<String> CHUNKED = List.of("5\r\nhello\r\n0\r\n\r\n", "ffffffffffffffff\r\n", "-1\r\n\r\n",
			"5;x=\"\r\nhello\r\n0\r\n\r\n", "5\nhello\n0\n\n", "5\r\nhelloXX0\r\n\r\n", "zz\r\n", "5\r\nhel",
			"0\r\nX: y\r\n\r\n", "0\r\nContent-Length: 9\r\n\r\n", "00000000000000005\r\nhello\r\n0\r\n\r\n", "\r\n",
			"5 \r\nhello\r\n0\r\n\r\n", "7fffffff\r\nx", "5\r\nhello\r\n0\r\n", "1\r\n{\r\n1\r\n}\r\n0\r\n\r\n");

	private static final String OK = "HTTP/1.1 200";

	private static final String ANSWER = "HTTP/1.1 ";

	private RequestFuzz() {
	}

	/**
	 * Asks whether the service lives. It must.
	 */
	static Script ping(FuzzRandom random) {
		return new Script().send(Wire.request("GET /ping", List.of(Wire.HOST))).await("pong").end(random);
	}

	/**
	 * Sends a whole request with odd arguments, which must be answered.
	 */
	static Script routes(FuzzRandom random) {
		String method = random.pick(METHODS);
		List<String> headers = headers(random);
		headers.add("Content-Length: 0");
		Script script = new Script().sendPieces(random, Wire.bytes(Wire.request(method + " " + route(random), headers)))
			.awaitOrEnd(ANSWER);
		if (random.oneIn(4)) {
			script.send(Wire.request("GET /clients", List.of(Wire.HOST))).awaitOrEnd(OK);
		}
		return script.end(random);
	}

	/**
	 * Posts a body of the length that it says.
	 */
	static Script bodies(FuzzRandom random) {
		String body = body(random);
		List<String> headers = posting(random);
		headers.add("Content-Length: " + body.length());
		return new Script().sendPieces(random, Wire.bytes(Wire.request(postTo(random), headers) + body))
			.awaitOrEnd(ANSWER)
			.end(random);
	}

	/**
	 * Posts a body whose length or chunks are not what they should be.
	 */
	static Script brokenBodies(FuzzRandom random) {
		List<String> headers = posting(random);
		String body = body(random);
		if (random.oneIn(3)) {
			headers.add("Content-Length: " + random.pick(List.of(body.length() + random.between(1, 1000),
					Math.max(0, body.length() - 3), Integer.MAX_VALUE, "99999999999999999999", "-1", "+5", "0x5", "")));
		}
		else {
			headers.add("Transfer-Encoding: " + random
				.pick(List.of("chunked", "chunked", "chunked", "gzip, chunked", "chunked, chunked", "identity")));
			body = random.oneIn(3) ? random.mutate(random.pick(CHUNKED)) : random.pick(CHUNKED);
			if (random.oneIn(5)) {
				headers.add("Content-Length: 5");
			}
		}
		return new Script().sendPieces(random, Wire.bytes(Wire.request(postTo(random), headers) + body)).end(random);
	}

	/**
	 * Posts a body after it has waited for leave to do so, or has not.
	 */
	static Script expecting(FuzzRandom random) {
		String body = random.pick(BODIES);
		List<String> headers = posting(random);
		headers.add("Content-Length: " + body.length());
		headers.add(random.oneIn(8) ? "Expect: 200-x" : "Expect: 100-continue");
		Script script = new Script().send(Wire.request(postTo(random), headers));
		if (random.oneIn(3)) {
			return script.end(random);
		}
		return script.awaitOrEnd(ANSWER).send(body).end(random);
	}

	/**
	 * Listens to a room, and breaks off somehow.
	 */
	static Script listening(FuzzRandom random) {
		List<String> headers = new ArrayList<>(List.of(Wire.HOST));
		if (random.oneIn(3)) {
			headers.add("Last-Event-ID: " + random.pick(ODD_ARGUMENTS));
		}
		String query = random.oneIn(2) ? ""
				: "?" + random.pick(List.of("since=", "last=")) + random.pick(ODD_ARGUMENTS);
		Script script = new Script().send(Wire.request("GET /rooms/" + Wire.room(random) + "/events" + query, headers));
		if (!random.oneIn(4)) {
			script.awaitOrEnd(random.oneIn(2) ? ANSWER : "\r\n\r\n");
		}
		if (random.oneIn(3)) {
			script.send(random.bytes(random.between(1, 5000)));
		}
		return script.end(random);
	}

	private static List<String> headers(FuzzRandom random) {
		List<String> headers = new ArrayList<>(List.of(Wire.HOST));
		if (random.oneIn(2)) {
			headers.add(random.oneIn(5) ? "Authorization: Bearer " + random.pick(ODD_ARGUMENTS) : Wire.AUTHORIZATION);
		}
		if (random.oneIn(3)) {
			headers.add(random.pick(ODD_HEADERS));
		}
		return headers;
	}

	private static List<String> posting(FuzzRandom random) {
		List<String> headers = headers(random);
		headers.add(random.oneIn(8)
				? "Content-Type: " + random.pick(List.of("text/plain", "", "application/json; charset=utf-16",
						"application/json;", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"))
				: "Content-Type: application/json");
		return headers;
	}

	private static String postTo(FuzzRandom random) {
		return "POST /rooms/" + (random.oneIn(8) ? random.pick(ODD_ARGUMENTS) : Wire.room(random)) + "/messages";
	}

	private static String body(FuzzRandom random) {
		return switch (random.below(8)) {
			case 0 -> "{\"text\":\"" + "x".repeat(random.between(60_000, 70_000)) + "\"}";
			case 1, 2 -> random.mutate(random.pick(BODIES));
			default -> random.pick(BODIES);
		};
	}

	private static String route(FuzzRandom random) {
		String room = "/rooms/" + (random.oneIn(5) ? random.pick(ODD_ARGUMENTS) : Wire.room(random));
		String argument = random.pick(ODD_ARGUMENTS);
		String route = switch (random.below(9)) {
			case 0 -> "/rooms";
			case 1 -> room;
			case 2 -> room + "/clients";
			case 3 -> room + "/clients/" + (random.oneIn(2) ? Wire.nick(random) : argument);
			case 4, 5 -> room + "/messages?" + random.pick(List.of("since=", "before=", "limit=", "%=", "")) + argument;
			case 6 ->
				random.pick(List.of("/", "/roomcast.js", "/clients", "/error", "/actuator/health", "/actuator/info",
						"/actuator/metrics/roomcast.clients", "/actuator", "/favicon.ico", "/chat", "/monitor.html"));
			case 7 -> "/actuator/metrics/" + argument + "?tag=" + random.pick(ODD_ARGUMENTS);
			default -> "/" + random.text("abc/%20.;~", random.between(1, 20));
		};
		return random.oneIn(6) ? random.mutate(route).replaceAll("[\\s\\x00]", "") : route;
	}

}
