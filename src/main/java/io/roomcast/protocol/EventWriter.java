package io.roomcast.protocol;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Writes one event as JSON, field by field: no tree, no mapper. A JSON value that was
 * said is copied as it is, and not parsed again.
 */
final class EventWriter implements Event.Visitor<JsonGenerator> {

	/** More bytes than the fields of a message usually take besides its body. */
	private static final int FIELDS_BYTES = 384;

	private static final JsonFactory FACTORY = JsonFactory.builder()
		.recyclerPool(JsonRecyclerPools.threadLocalPool())
		.build();

	private static final DateTimeFormatter MILLISECONDS = new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

	private final JsonGenerator json;

	private EventWriter(JsonGenerator json) {
		this.json = json;
	}

	static byte[] write(Event event) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(size(event));
		try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
			new EventWriter(json).writeObject(event);
		}
		return bytes.toByteArray();
	}

	/**
	 * Returns about how many bytes an event takes.
	 */
	private static int size(Event event) {
		if (event instanceof Event.Message message) {
			return FIELDS_BYTES + size(message.body());
		}
		if (event instanceof Event.History history) {
			return history.messages().stream().mapToInt(EventWriter::size).sum() + FIELDS_BYTES;
		}
		return FIELDS_BYTES;
	}

	private static int size(Body body) {
		if (body instanceof Body.Text text) {
			return text.text().length();
		}
		return (body instanceof Body.Data data) ? data.json().length() : ((Body.Bytes) body).bytes().length * 4 / 3;
	}

	private JsonGenerator writeObject(Event event) {
		this.json.writeStartObject();
		event.accept(this);
		return this.json.writeEndObject();
	}

	@Override
	public JsonGenerator hello(Event.Hello hello) {
		this.json.writeStringProperty("type", "hello");
		this.json.writeNumberProperty("client", hello.client());
		this.json.writeStringProperty("nick", hello.nick());
		this.json.writeStringProperty("session", hello.session());
		this.json.writeBooleanProperty("resumed", hello.resumed());
		this.json.writeNumberProperty("pingSeconds", hello.pingSeconds());
		this.json.writeNumberProperty("graceSeconds", hello.graceSeconds());
		return writeTime(hello.at());
	}

	@Override
	public JsonGenerator welcome(Event.Welcome welcome) {
		writeHead("welcome", welcome.room());
		if (welcome.nick() != null) {
			this.json.writeStringProperty("nick", welcome.nick());
		}
		this.json.writeStringProperty("cursor", welcome.cursor().text());
		this.json.writeBooleanProperty("recovered", welcome.recovered());
		this.json.writeNumberProperty("clients", welcome.clients());
		return writeId(welcome.id());
	}

	@Override
	public JsonGenerator message(Event.Message message) {
		writeHead("message", message.room());
		this.json.writeStringProperty("cursor", message.cursor().text());
		this.json.writeStringProperty("from", message.from());
		this.json.writeNumberProperty("client", message.client());
		writeBody(message.body());
		writeTime(message.at());
		writeId(message.id());
		return message.repeated() ? this.json.writeBooleanProperty("repeated", true) : this.json;
	}

	private JsonGenerator writeBody(Body body) {
		if (body instanceof Body.Text text) {
			return this.json.writeStringProperty("text", text.text());
		}
		if (body instanceof Body.Data data) {
			return this.json.writeName("data").writeRawValue(data.json());
		}
		return this.json.writeBinaryProperty("base64", ((Body.Bytes) body).bytes());
	}

	@Override
	public JsonGenerator joined(Event.Joined joined) {
		return writeNotice("joined", joined.room(), joined.nick(), joined.client()).writeTime(joined.at());
	}

	@Override
	public JsonGenerator left(Event.Left left) {
		writeNotice("left", left.room(), left.nick(), left.client()).writeTime(left.at());
		return writeId(left.id());
	}

	private EventWriter writeNotice(String type, String room, String nick, long client) {
		writeHead(type, room);
		writeMember(nick, client);
		return this;
	}

	@Override
	public JsonGenerator count(Event.Count count) {
		writeHead("count", count.room());
		return this.json.writeNumberProperty("clients", count.clients());
	}

	@Override
	public JsonGenerator clients(Event.Clients clients) {
		writeHead("clients", clients.room());
		this.json.writeArrayPropertyStart("clients");
		for (Member member : clients.clients()) {
			this.json.writeStartObject();
			writeMember(member.nick(), member.client());
			this.json.writeEndObject();
		}
		this.json.writeEndArray();
		this.json.writeNumberProperty("total", clients.total());
		return writeId(clients.id());
	}

	@Override
	public JsonGenerator history(Event.History history) {
		writeHead("history", history.room());
		this.json.writeArrayPropertyStart("messages");
		history.messages().forEach(this::writeObject);
		this.json.writeEndArray();
		this.json.writeBooleanProperty("complete", history.complete());
		this.json.writeBooleanProperty("more", history.more());
		return writeId(history.id());
	}

	@Override
	public JsonGenerator gap(Event.Gap gap) {
		writeHead("gap", gap.room());
		this.json.writeStringProperty("after", gap.after().text());
		return this.json.writeStringProperty("cursor", gap.cursor().text());
	}

	@Override
	public JsonGenerator token(Event.Token token) {
		this.json.writeStringProperty("type", "token");
		if (token.expiresAt() != null) {
			this.json.writeStringProperty("expiresAt", MILLISECONDS.format(token.expiresAt()));
		}
		return writeId(token.id());
	}

	@Override
	public JsonGenerator ping(Event.Ping ping) {
		return this.json.writeStringProperty("type", "ping");
	}

	@Override
	public JsonGenerator reconnect(Event.Reconnect reconnect) {
		this.json.writeStringProperty("type", "reconnect");
		return this.json.writeNumberProperty("afterMillis", reconnect.afterMillis());
	}

	@Override
	public JsonGenerator error(Event.Error error) {
		writeHead("error", error.room());
		this.json.writeStringProperty("code", error.code().code());
		this.json.writeStringProperty("message", error.message());
		writeId(error.id());
		return (error.retryAfterMillis() != null)
				? this.json.writeNumberProperty("retryAfterMillis", error.retryAfterMillis()) : this.json;
	}

	private JsonGenerator writeHead(String type, @Nullable String room) {
		this.json.writeStringProperty("type", type);
		return (room != null) ? this.json.writeStringProperty("room", room) : this.json;
	}

	private JsonGenerator writeMember(String nick, long client) {
		this.json.writeStringProperty("nick", nick);
		return this.json.writeNumberProperty("client", client);
	}

	private JsonGenerator writeTime(Instant at) {
		return this.json.writeStringProperty("at", MILLISECONDS.format(at));
	}

	private JsonGenerator writeId(@Nullable CommandId id) {
		if (id == null) {
			return this.json;
		}
		this.json.writeName("id");
		return id.number() ? this.json.writeNumber(id.text()) : this.json.writeString(id.text());
	}

}
