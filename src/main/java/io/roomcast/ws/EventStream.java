package io.roomcast.ws;

import io.roomcast.chat.Admission;
import io.roomcast.chat.Chat;
import io.roomcast.chat.Listening;
import io.roomcast.chat.Participant;
import io.roomcast.fanout.Traffic;

/**
 * Begins to listen when a listener's connection opens, and ends that with it.
 */
final class EventStream implements ConnectionListener {

	private final ClientConnection connection;

	private final OpenConnections connections;

	private final Chat chat;

	private final Admission.Granted admission;

	EventStream(ClientConnection connection, OpenConnections connections, Chat chat, Admission.Granted admission) {
		this.connection = connection;
		this.connections = connections;
		this.chat = chat;
		this.admission = admission;
	}

	/**
	 * Starts the stream. The connection is among the open ones before: it is ended when
	 * the service stops. One that comes while it stops is told so, as browsers never come
	 * back after another status than 200.
	 */
	@Override
	public void opened() {
		String room = this.admission.room();
		if (!this.connections.isAccepting() || room == null) {
			this.chat.addRefused(Traffic.Refused.SHUTTING_DOWN);
			Listening.refuse(DrainCheck.refusal(), this.connection.outlet());
			this.connections.add(this.connection);
			return;
		}
		this.connections.add(this.connection);
		Listening listening = this.chat.listen(this.connection.outlet(), this.connection.number());
		this.connection.begin(listening);
		listening.start(room, this.admission.start());
	}

	@Override
	public void closed(int code) {
		Participant listening = this.connection.participant();
		if (listening != null) {
			listening.end(code, false, this.connection::writeClose);
		}
	}

}
