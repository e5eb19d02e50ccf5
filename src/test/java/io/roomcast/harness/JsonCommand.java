package io.roomcast.harness;

import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A command of the JSON protocol, valid or not: nothing is checked. Immutable; each
 * method returns a command with one more field.
 */
public final class JsonCommand {

	private final Map<String, String> fields;

	private final @Nullable String room;

	private final @Nullable CommandId id;

	private JsonCommand(Map<String, String> fields, @Nullable String room, @Nullable CommandId id) {
		this.fields = Collections.unmodifiableMap(fields);
		this.room = room;
		this.id = id;
	}

	public static JsonCommand of(String type) {
		return new JsonCommand(Map.of("type", JsonText.quote(type)), null, null);
	}

	public static JsonCommand say(String text) {
		return say(Body.text(text));
	}

	public static JsonCommand say(Body body) {
		JsonCommand say = of("say");
		if (body instanceof Body.Text text) {
			return say.with("text", JsonText.quote(text.text()));
		}
		if (body instanceof Body.Data data) {
			return say.with("data", data.json());
		}
		byte[] bytes = ((Body.Bytes) body).toArray();
		return say.with("base64", JsonText.quote(Base64.getEncoder().encodeToString(bytes)));
	}

	public static JsonCommand join(String room) {
		return of("join").in(room);
	}

	public static JsonCommand leave() {
		return of("leave");
	}

	public static JsonCommand who() {
		return of("who");
	}

	public static JsonCommand history() {
		return of("history");
	}

	public JsonCommand in(String room) {
		return new JsonCommand(fieldsWith("room", JsonText.quote(room)), room, this.id);
	}

	public JsonCommand as(String nick) {
		return with("nick", JsonText.quote(nick));
	}

	public JsonCommand since(String cursor) {
		return with("since", JsonText.quote(cursor));
	}

	public JsonCommand before(String cursor) {
		return with("before", JsonText.quote(cursor));
	}

	public JsonCommand last(int count) {
		return with("last", Integer.toString(count));
	}

	public JsonCommand limit(int count) {
		return with("limit", Integer.toString(count));
	}

	public JsonCommand id(String id) {
		return id(CommandId.of(id));
	}

	public JsonCommand id(long id) {
		return id(CommandId.of(id));
	}

	public JsonCommand id(CommandId id) {
		return new JsonCommand(fieldsWith("id", id.toJson()), this.room, id);
	}

	/**
	 * Returns the command with a field of any kind.
	 * @param json the value as it is to be written
	 */
	public JsonCommand with(String name, String json) {
		return new JsonCommand(fieldsWith(name, json), this.room, this.id);
	}

	@Nullable String room() {
		return this.room;
	}

	@Nullable CommandId id() {
		return this.id;
	}

	boolean isOfType(String type) {
		return JsonText.quote(type).equals(this.fields.get("type"));
	}

	boolean has(String name) {
		return this.fields.containsKey(name);
	}

	/**
	 * Returns the command as it goes over the wire.
	 */
	public String toJson() {
		return this.fields.entrySet()
			.stream()
			.map((field) -> JsonText.quote(field.getKey()) + ":" + field.getValue())
			.collect(Collectors.joining(",", "{", "}"));
	}

	@Override
	public String toString() {
		return toJson();
	}

	private Map<String, String> fieldsWith(String name, String json) {
		Map<String, String> more = new LinkedHashMap<>(this.fields);
		more.put(name, json);
		return more;
	}

}
