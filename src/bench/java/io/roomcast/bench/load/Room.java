package io.roomcast.bench.load;

import java.util.ArrayList;
import java.util.List;

/**
 * A room as the clients see it: checks each delivery in it.
 */
final class Room {

	private final List<Sender> senders = new ArrayList<>();

	private final Measurement measurement;

	private final Speakers speakers;

	private final String path;

	private int members;

	Room(String path, Measurement measurement, Speakers speakers) {
		this.path = path;
		this.measurement = measurement;
		this.speakers = speakers;
	}

	String path() {
		return this.path;
	}

	void enter() {
		this.members++;
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
		int textAt = at + length - Wire.TEXT_BYTES;
		int slot = Wire.sender(bytes, textAt);
		int number = Wire.number(bytes, textAt);
		if (slot < 0 || slot >= this.senders.size() || !Wire.isIntact(bytes, textAt)) {
			this.measurement.garble();
			return;
		}
		Sender sender = this.senders.get(slot);
		if (!sender.hasSaid(number) || !sender.isNamed(connection, bytes, at, textAt)) {
			this.measurement.garble();
		}
		else if (!connection.advance(slot, number)) {
			this.measurement.misplace();
		}
		else {
			this.measurement.deliver(sender.dueAt(number), now);
			if (sender.arrived(number)) {
				this.speakers.completed(sender);
			}
		}
	}

}
