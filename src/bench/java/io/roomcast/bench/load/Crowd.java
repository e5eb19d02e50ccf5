package io.roomcast.bench.load;

/**
 * Who is there: clients spread evenly over the rooms; the first of them are the senders.
 *
 * @param clients how many connect
 * @param rooms how many rooms they share
 * @param senders how many of them say something
 */
public record Crowd(int clients, int rooms, int senders) {

	public Crowd withClients(int clients) {
		return new Crowd(clients, this.rooms, this.senders);
	}

	/**
	 * The path to a room: the default one if there is one room only.
	 */
	String path(int room) {
		return (this.rooms == 1) ? "/chat" : "/chat/r" + room;
	}

	int sendersIn(int room) {
		return (this.senders - room + this.rooms - 1) / this.rooms;
	}

}
