package io.roomcast.engine.redis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.roomcast.engine.Joined;
import io.roomcast.engine.LocalOccupant;
import io.roomcast.engine.Outcome;
import io.roomcast.engine.Unavailable;
import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Format;
import io.roomcast.fanout.Frames;
import io.roomcast.fanout.JoinResult;
import io.roomcast.fanout.Position;
import io.roomcast.fanout.Room;
import io.roomcast.fanout.StoredMessage;
import io.roomcast.fanout.Subscriber;
import io.roomcast.fanout.TestOutlet;
import io.roomcast.fanout.WriteWaiter;

/**
 * A client of this node that remembers what it hears, and what the engine tells of it.
 * For one thread.
 */
final class TestClient extends TestOutlet implements LocalOccupant, Joined, Outcome {

	private final List<String> heard = new ArrayList<>();

	private final List<String> told = new ArrayList<>();

	private final Subscriber subscriber;

	private final long client;

	private String nick;

	TestClient(String nick, long client) {
		this.nick = nick;
		this.client = client;
		this.subscriber = new Subscriber(client, this, Format.TEXT, null);
	}

	Subscriber subscriber() {
		return this.subscriber;
	}

	/**
	 * Returns the texts that its socket got.
	 */
	List<String> heard() {
		return this.heard;
	}

	/**
	 * Returns what the engine told, of whatever kind.
	 */
	List<String> told() {
		return this.told;
	}

	byte[] welcome(JoinResult result) {
		return Frames.text("welcome, " + result.clients());
	}

	/**
	 * Makes a message of this client.
	 */
	QueuedMessage say(String text) {
		return QueuedMessage.from(this.subscriber, PlayedContents.message(text), text.getBytes(StandardCharsets.UTF_8),
				null, this);
	}

	@Override
	public WriteResult write(ByteBuffer wire, WriteWaiter writer) {
		while (wire.hasRemaining()) {
			wire.get();
			byte[] payload = new byte[wire.get()];
			wire.get(payload);
			this.heard.add(new String(payload, StandardCharsets.UTF_8));
		}
		return WriteResult.COMPLETE;
	}

	@Override
	public void finish(ByteBuffer rest) {
		throw new IllegalStateException("everything was taken");
	}

	@Override
	public void close(Disconnect disconnect) {
		this.told.add("closed " + disconnect.code());
	}

	@Override
	public String nick() {
		return this.nick;
	}

	@Override
	public long client() {
		return this.client;
	}

	@Override
	public void keepNick(String kept) {
		this.nick = kept;
	}

	@Override
	public void remove() {
		this.told.add("removed");
	}

	@Override
	public void movedAway() {
		this.told.add("moved away");
	}

	@Override
	public void displaced() {
		this.told.add("displaced");
	}

	@Override
	public void joined(Room room) {
		this.told.add("joined");
	}

	@Override
	public void nickTaken() {
		this.told.add("nick taken");
	}

	@Override
	public void placed(StoredMessage message) {
		this.told.add("placed " + message.position().offset());
	}

	@Override
	public void repeated(Position position, long at) {
		this.told.add("repeated " + position.offset());
	}

	@Override
	public void idReused() {
		this.told.add("id reused");
	}

	@Override
	public void unavailable(Unavailable why) {
		this.told.add("unavailable");
	}

}
