package io.roomcast.harness;

import java.net.http.HttpResponse;
import java.util.stream.Stream;

/**
 * The HTTP side of one room, as who has the API key sees it.
 */
public final class RoomApi {

	/** What the server must be started with. */
	public static final String KEY_PROPERTY = "roomcast.api.key=open-sesame";

	private static final String AUTHORIZATION = "Authorization: Bearer open-sesame";

	private final RunningChat chat;

	private final String path;

	private RoomApi(RunningChat chat, String path) {
		this.chat = chat;
		this.path = path;
	}

	/**
	 * Returns the test's own room.
	 */
	public static RoomApi of(RunningChat chat, ChatClients clients) {
		return named(chat, clients.room().replace("/chat/", ""));
	}

	public static RoomApi named(RunningChat chat, String room) {
		return new RoomApi(chat, "/rooms/" + room);
	}

	public String path() {
		return this.path;
	}

	public String room() {
		return this.path.replace("/rooms/", "");
	}

	/**
	 * Asks for something below the room.
	 */
	public HttpResponse<String> get(String rest) {
		return this.chat.get(this.path + rest);
	}

	/**
	 * Posts a message.
	 * @param body whatever is to be tried, sent as JSON
	 */
	public HttpResponse<String> post(String body, String... headers) {
		return this.chat.request("POST", this.path + "/messages", body,
				Stream.concat(Stream.of(AUTHORIZATION), Stream.of(headers)).toArray(String[]::new));
	}

	public HttpResponse<String> say(String text) {
		return post("{\"text\":\"" + text + "\"}");
	}

	public HttpResponse<String> sayOnce(String key, String text) {
		return post("{\"text\":\"" + text + "\"}", "Idempotency-Key: " + key);
	}

	public HttpResponse<String> remove(String nick) {
		return this.chat.request("DELETE", this.path + "/clients/" + nick, "", AUTHORIZATION);
	}

}
