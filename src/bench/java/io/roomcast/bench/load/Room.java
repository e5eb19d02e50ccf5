package io.roomcast.bench.load;

import java.util.ArrayList;
import java.util.List;

/**
 * A room as the clients see it: checks each delivery in it.
 */
final class Room {

	private final List<Sender> senders = new ArrayList<>();

	private final Score score;

	private final Speakers speakers;

	private final String path;

	private final int places;

	private int members;

	/**
	 * Makes a room.
	 * @param places how many senders there will be
	 */
	Room(String path, int places, Score score, Speakers speakers) {
		this.path = path;
		this.places = places;
		this.score = score;
		this.speakers = speakers;
	}

	String path() {
		return this.path;
	}

	Reception enter() {
		this.members++;
		return new Reception(this.places);
	}

	void add(Sender sender) {
		this.senders.add(sender);
	}

	int members() {
		return this.members;
	}

	int senders() {
		return this.senders.size();
	}

	/**
	 * Takes a message that has come for a client.
	 */
	void deliver(Connection connection, byte[] bytes, int at, int length, long now) {
		int text = at + length - Text.BYTES;
		int slot = Text.sender(bytes, text);
		int number = Text.number(bytes, text);
		if (slot < 0 || slot >= this.senders.size() || !Text.isIntact(bytes, text)) {
			this.score.garbled();
			return;
		}
		Sender sender = this.senders.get(slot);
		if (!sender.hasSaid(number) || !sender.isNamed(connection, bytes, at, text)) {
			this.score.garbled();
		}
		else if (connection.reception().note(slot, number, this.score)) {
			this.score.deliver(sender.dueAt(number), now);
			if (sender.arrived(number)) {
				this.speakers.completed(sender);
			}
		}
	}

}
