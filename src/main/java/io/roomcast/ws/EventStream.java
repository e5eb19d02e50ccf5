package io.roomcast.ws;

import java.util.Objects;

import io.roomcast.chat.Admission;
import io.roomcast.chat.Chat;
import io.roomcast.chat.Listening;
import io.roomcast.chat.Participant;
import io.roomcast.fanout.Traffic.Refused;
import io.roomcast.protocol.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Begins to listen when a listener's connection opens, and ends that with it.
 */
final class EventStream implements ConnectionListener {

	private final ClientConnection connection;

	private final OpenConnections connections;

	private final Chat chat;

	private final Admission admission;

	EventStream(ClientConnection connection, OpenConnections connections, Chat chat, Admission admission) {
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
		Refusal refusal = refusal();
		if (refusal != null) {
			Listening.refuse(refusal, this.connection.outlet());
			this.connections.add(this.connection);
			return;
		}
		Admission.Granted granted = (Admission.Granted) this.admission;
		this.connections.add(this.connection);
		Listening listening = this.chat.listen(this.connection.outlet(), this.connection.number(), granted.identity());
		this.connection.begin(listening);
		listening.start(Objects.requireNonNull(granted.room()), granted.start());
	}

	private @Nullable Refusal refusal() {
		if (this.admission instanceof Admission.Refused refused) {
			return refused.refusal();
		}
		if (this.connections.isAccepting()) {
			return null;
		}
		this.chat.traffic().addRefused(Refused.SHUTTING_DOWN);
		return DrainCheck.refusal();
	}

	@Override
	public void closed(int code) {
		Participant listening = this.connection.participant();
		if (listening != null) {
			listening.end(code, false, this.connection::writeClose);
		}
	}

}
