package io.roomcast.harness;

import java.io.IOException;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A raw socket whose frames are read as JSON, and only when told to. Not thread-safe.
 */
public final class RawJsonClient implements AutoCloseable {

	private final RawWebSocket socket;

	private RawJsonClient(RawWebSocket socket) {
		this.socket = socket;
	}

	/**
	 * Opens the socket and reads nothing after the handshake.
	 * @param headers further lines of the handshake, as {@code name: value}
	 */
	public static RawJsonClient open(String url, String... headers) throws IOException {
		String offer = "Sec-WebSocket-Protocol: " + JsonChatClient.SUBPROTOCOL;
		return new RawJsonClient(
				RawWebSocket.open(url, Stream.concat(Stream.of(offer), Stream.of(headers)).toArray(String[]::new)));
	}

	/**
	 * Opens the socket and reads the hello.
	 */
	public static RawJsonClient connect(String url) throws IOException {
		RawJsonClient client = open(url);
		client.next(JsonEvent.Hello.class);
		return client;
	}

	/**
	 * Opens the socket into a room, and reads the hello and the welcome.
	 */
	public static RawJsonClient join(String url) throws IOException {
		RawJsonClient client = connect(url);
		client.next(JsonEvent.Welcome.class);
		return client;
	}

	/**
	 * Sends a frame, whatever it holds, valid or not.
	 */
	public void send(String frame) throws IOException {
		this.socket.send(Frame.text(frame));
	}

	public void send(JsonCommand command) throws IOException {
		send(command.toJson());
	}

	/**
	 * Joins one more room and reads until the welcome, which must come next.
	 */
	public JsonEvent.Welcome joinRoom(String room) throws IOException {
		send(JsonCommand.join(room));
		JsonEvent.Welcome welcome = next(JsonEvent.Welcome.class);
		assertThat(welcome.room()).isEqualTo(room);
		return welcome;
	}

	public JsonEvent next() throws IOException {
		return JsonEvent.parse(this.socket.nextText());
	}

	public <E extends JsonEvent> E next(Class<E> type) throws IOException {
		JsonEvent event = next();
		assertThat(event).isInstanceOf(type);
		return type.cast(event);
	}

	/**
	 * Ends the session: sends a close frame and reads the answer, which must come next.
	 */
	public void leave() throws IOException {
		this.socket.send(Frame.close(1000));
		Frame answer = this.socket.nextClose();
		assertThat(answer.closeCode()).isEqualTo(1000);
	}

	public RawWebSocket socket() {
		return this.socket;
	}

	/**
	 * Ends the connection without a close frame, so that the session stays.
	 */
	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
