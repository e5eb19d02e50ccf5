package io.roomcast.harness;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Where a client connects to: {@code /chat/{room}} for one room at once, {@code /connect}
 * for none. Immutable.
 */
final class ChatAddress {

	private static final String CHAT = "/chat";

	private static final String CONNECT = "/connect";

	private final String origin;

	private final String path;

	private final Map<String, String> encodedParameters;

	private ChatAddress(String origin, String path, Map<String, String> encodedParameters) {
		this.origin = origin;
		this.path = path;
		this.encodedParameters = Collections.unmodifiableMap(encodedParameters);
	}

	static ChatAddress parse(String url) {
		String[] parts = url.split("\\?", 2);
		int path = parts[0].indexOf('/', parts[0].indexOf("://") + "://".length());
		Map<String, String> parameters = new LinkedHashMap<>();
		for (String parameter : (parts.length > 1) ? parts[1].split("&") : new String[0]) {
			String[] pair = parameter.split("=", 2);
			parameters.put(pair[0], (pair.length > 1) ? pair[1] : "");
		}
		return new ChatAddress(parts[0].substring(0, path), parts[0].substring(path), parameters);
	}

	/**
	 * Returns the name of the room that the address leads into, if it leads into one.
	 */
	@Nullable String room() {
		if (this.path.equals(CHAT)) {
			return "lobby";
		}
		return this.path.startsWith(CHAT + "/") ? this.path.substring(CHAT.length() + 1) : null;
	}

	/**
	 * Returns the address without its room, and without what is asked for the room.
	 */
	ChatAddress withoutRoom() {
		Map<String, String> parameters = new LinkedHashMap<>(this.encodedParameters);
		parameters.remove("since");
		parameters.remove("last");
		return new ChatAddress(this.origin, CONNECT, parameters);
	}

	/**
	 * Returns the same address at another server.
	 * @param url any address of it
	 */
	ChatAddress at(String url) {
		return new ChatAddress(parse(url).origin, this.path, this.encodedParameters);
	}

	ChatAddress since(String cursor) {
		Map<String, String> parameters = new LinkedHashMap<>(this.encodedParameters);
		parameters.remove("last");
		parameters.put("since", encode(cursor));
		return new ChatAddress(this.origin, this.path, parameters);
	}

	ChatAddress session(String session) {
		Map<String, String> parameters = new LinkedHashMap<>(this.encodedParameters);
		parameters.put("session", encode(session));
		return new ChatAddress(this.origin, this.path, parameters);
	}

	@Override
	public String toString() {
		String query = this.encodedParameters.entrySet()
			.stream()
			.map((parameter) -> parameter.getKey() + "=" + parameter.getValue())
			.collect(Collectors.joining("&"));
		return this.origin + this.path + (query.isEmpty() ? "" : "?" + query);
	}

	private static String encode(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8);
	}

}
