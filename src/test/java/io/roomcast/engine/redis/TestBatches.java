package io.roomcast.engine.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.roomcast.engine.SayId;

/**
 * Batches of one node in one room, and the texts in them. For one thread at a time.
 */
final class TestBatches {

	static final PublishSettings SETTINGS = settings(1000, 1 << 20);

	private final RoomKeys room;

	private final String node;

	private final PublishSettings settings;

	private final AtomicLong numbers = new AtomicLong();

	TestBatches(RoomKeys room, String node) {
		this(room, node, SETTINGS);
	}

	TestBatches(RoomKeys room, String node, PublishSettings settings) {
		this.room = room;
		this.node = node;
		this.settings = settings;
	}

	static PublishSettings settings(int historyEntries, long historyBytes) {
		return new PublishSettings(historyEntries, historyBytes, Duration.ofMinutes(10), Duration.ofSeconds(30),
				Duration.ofMinutes(1), Duration.ofMinutes(5), false);
	}

	static PublishSettings shardedSettings() {
		return new PublishSettings(1000, 1 << 20, Duration.ofMinutes(10), Duration.ofSeconds(30), Duration.ofMinutes(1),
				Duration.ofMinutes(5), true);
	}

	/**
	 * Returns the node's next batch.
	 */
	PublishCall batch(Consumer<PublishCall> entries) {
		PublishCall batch = new PublishCall(this.room, this.settings, this.node, this.numbers.incrementAndGet());
		entries.accept(batch);
		return batch;
	}

	/**
	 * Returns the node's next batch, with messages.
	 */
	PublishCall messages(String... texts) {
		return batch((batch) -> {
			for (String text : texts) {
				batch.message(bytes(text));
			}
		});
	}

	/**
	 * Returns the node's next batch, with a message of client 7.
	 */
	PublishCall messageWithId(String id, String text) {
		return batch((batch) -> addWithId(batch, 7, id, text));
	}

	static void addWithId(PublishCall batch, long client, String id, String text) {
		batch.message(client, new SayId(id, text.hashCode()), bytes(text));
	}

	/**
	 * Returns the node's next batch, with one client that joins.
	 */
	PublishCall join(String nick, long client, String token) {
		return batch((batch) -> batch.join(nick, client, token, bytes(nick + " joined")));
	}

	/**
	 * Returns the node's next batch, with one client that leaves.
	 */
	PublishCall leave(String nick, String token) {
		return batch((batch) -> batch.leave(nick, token, bytes(nick + " left")));
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

}
