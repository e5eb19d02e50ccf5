package io.roomcast.harness;

import java.net.http.HttpResponse;
import java.util.stream.Stream;

/**
 * One room over HTTP, for a caller that has the API key. Any thread may call.
 */
public final class RoomApi {

	/** The property that the server must be started with. */
	public static final String KEY_PROPERTY = "roomcast.api.key=open-sesame";

	static final String AUTHORIZATION = "Authorization: Bearer open-sesame";

	private final RunningChat chat;

	private final String path;

	private RoomApi(RunningChat chat, String path) {
		this.chat = chat;
		this.path = path;
	}

	/**
	 * Returns the room of the test that these clients belong to.
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
	 * Gets something below the room.
	 * @param rest of the path, may be empty
	 */
	public HttpResponse<String> get(String rest) {
		return this.chat.get(this.path + rest);
	}

	/**
	 * Posts a message.
	 * @param body sent as JSON, valid or not
	 */
	public HttpResponse<String> post(String body, String... headers) {
		return this.chat.request("POST", this.path + "/messages", body,
				Stream.concat(Stream.of(AUTHORIZATION), Stream.of(headers)).toArray(String[]::new));
	}

	public HttpResponse<String> say(String text) {
		return post("{\"text\":\"" + text + "\"}");
	}

	/**
	 * Posts a text with an idempotency key.
	 */
	public HttpResponse<String> sayOnce(String key, String text) {
		return post("{\"text\":\"" + text + "\"}", "Idempotency-Key: " + key);
	}

	public HttpResponse<String> remove(String nick) {
		return this.chat.request("DELETE", this.path + "/clients/" + nick, "", AUTHORIZATION);
	}

}
