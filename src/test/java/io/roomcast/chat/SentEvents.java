package io.roomcast.chat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.TestOutlet;
import io.roomcast.fanout.WriteWaiter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An outlet whose socket takes everything, and that knows which events went out. Any
 * thread may call.
 */
final class SentEvents extends TestOutlet {

	private static final int SHORT = 126;

	private final List<JsonNode> events = new ArrayList<>();

	private volatile @Nullable Disconnect closed;

	@Override
	public WriteResult write(ByteBuffer wire, WriteWaiter writer) {
		read(wire);
		return WriteResult.COMPLETE;
	}

	@Override
	public void send(byte[] frames) {
		read(ByteBuffer.wrap(frames));
	}

	private synchronized void read(ByteBuffer wire) {
		while (wire.hasRemaining()) {
			wire.get();
			int length = wire.get();
			byte[] payload = new byte[(length == SHORT) ? wire.getShort() & 0xFFFF : length];
			wire.get(payload);
			this.events.add(JsonMapper.shared().readTree(new String(payload, StandardCharsets.UTF_8)));
		}
	}

	@Override
	public void finish(ByteBuffer rest) {
		throw new IllegalStateException("everything was taken");
	}

	@Override
	public void close(Disconnect disconnect) {
		this.closed = disconnect;
	}

	/**
	 * Returns how the connection was closed; null while it is open.
	 */
	@Nullable Disconnect closed() {
		return this.closed;
	}

	/**
	 * Returns the types of the events.
	 */
	synchronized List<String> types() {
		return this.events.stream().map((event) -> event.get("type").stringValue()).toList();
	}

	/**
	 * Returns the first event.
	 */
	synchronized JsonNode first() {
		return this.events.get(0);
	}

	/**
	 * Returns the last event.
	 */
	synchronized JsonNode last() {
		return this.events.get(this.events.size() - 1);
	}

}
