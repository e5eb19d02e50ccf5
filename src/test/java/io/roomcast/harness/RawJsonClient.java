package io.roomcast.harness;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A raw socket whose frames are read as JSON, and only when told to. Not thread-safe.
 */
public final class RawJsonClient implements AutoCloseable {

	private final RawWebSocket socket;

	private final Deque<JsonEvent> read = new ArrayDeque<>();

	private int frames;

	private RawJsonClient(RawWebSocket socket) {
		this.socket = socket;
	}

	public static RawJsonClient open(String url) throws IOException {
		return new RawJsonClient(RawWebSocket.open(url, "Sec-WebSocket-Protocol: " + JsonChatClient.SUBPROTOCOL));
	}

	/**
	 * Sends lines as one frame, whatever they hold, valid or not.
	 */
	public void send(String... lines) throws IOException {
		this.socket.send(Frame.text(String.join("\n", lines)));
	}

	public JsonEvent next() throws IOException {
		while (this.read.isEmpty()) {
			this.read.addAll(JsonEvent.parse(this.socket.nextText()));
			this.frames++;
		}
		return this.read.remove();
	}

	public <E extends JsonEvent> E next(Class<E> type) throws IOException {
		JsonEvent event = next();
		assertThat(event).isInstanceOf(type);
		return type.cast(event);
	}

	/**
	 * Returns how many frames have been read.
	 */
	public int frames() {
		return this.frames;
	}

	public RawWebSocket socket() {
		return this.socket;
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
