package io.roomcast.chat;

import java.time.Instant;

import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Frames;
import io.roomcast.fanout.Outlet;
import io.roomcast.fanout.Subscriber;
import io.roomcast.fanout.Traffic.Slow;
import io.roomcast.protocol.Body;
import io.roomcast.protocol.Command;
import io.roomcast.protocol.Decoded;
import io.roomcast.protocol.Event;
import io.roomcast.protocol.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What a client and the server say to each other on one connection. What the client sends
 * comes in on one thread at a time; the rest may be called by any. Nothing blocks.
 */
public final class Conversation {

	/** A client is not read while more bytes for it alone wait to be written. */
	private static final int MAX_OUTBOX_BYTES = 64 * 1024;

	private final ChatContext context;

	private final Session session;

	private final ClientProtocol protocol;

	private final Outlet outlet;

	private final boolean resumed;

	// The room of the last command.
	private volatile @Nullable Membership last;

	// Guarded by this.
	private boolean over;

	private boolean leaving;

	private @Nullable Runnable whenLeft;

	/**
	 * Makes a conversation that has not begun.
	 * @param resumed whether the client goes on with an earlier session
	 */
	Conversation(ChatContext context, Session session, ClientProtocol protocol, Outlet outlet, boolean resumed) {
		this.context = context;
		this.session = session;
		this.protocol = protocol;
		this.outlet = outlet;
		this.resumed = resumed;
	}

	/**
	 * Greets the client and joins it to the first room. To be called once, before
	 * everything else that the client does.
	 */
	public void start(Admission.Granted admission) {
		byte[] hello = hello();
		String room = admission.room();
		if (room == null) {
			send(hello);
			return;
		}
		boolean nickReserved = this.protocol == ClientProtocol.PLAIN_TEXT;
		JoinRequest request = new JoinRequest(room, admission.nick(), admission.start(), null, nickReserved);
		Refusal refusal = this.context.commands().join(this, request, hello);
		if (refusal != null && this.resumed) {
			// The client has other rooms to go on in.
			send(hello);
			tell(new Refusal(refusal.reason(), refusal.sentence(), room, null).toEvent());
		}
		else if (refusal != null) {
			refuse(refusal, this.protocol, this.outlet);
		}
	}

	private byte[] hello() {
		SessionToken token = this.session.token();
		ClientProperties properties = this.context.properties();
		return (token == null) ? Frames.none() : this.protocol.encode(new Event.Hello(client(), this.session.nick(),
				token.text(), this.resumed, properties.pingSeconds(), properties.graceSeconds(), Instant.now()));
	}

	/**
	 * Tells a client why it may not be here, and closes the connection.
	 * @return the close code
	 */
	static int refuse(Refusal refusal, ClientProtocol protocol, Outlet outlet) {
		Disconnect disconnect = disconnect(refusal);
		outlet.send(protocol.encode(refusal.toEvent()));
		outlet.close(disconnect);
		return disconnect.code();
	}

	private static Disconnect disconnect(Refusal refusal) {
		return switch (refusal.reason()) {
			case NICK_TAKEN -> Disconnect.nickTaken(refusal.sentence());
			case NOT_ALLOWED -> Disconnect.notAllowed(refusal.sentence());
			case SHUTTING_DOWN -> Disconnect.SHUTTING_DOWN;
			default -> Disconnect.badRequest(refusal.sentence());
		};
	}

	/**
	 * Returns the client's number.
	 */
	public long client() {
		return this.session.client();
	}

	Session session() {
		return this.session;
	}

	ClientProtocol protocol() {
		return this.protocol;
	}

	/**
	 * Makes the client's subscriber for another room.
	 */
	Subscriber subscriber() {
		return new Subscriber(client(), this.outlet, this.protocol.format(), this.protocol.gapEncoder());
	}

	/**
	 * Takes a text message of the client. The next one may come in only when
	 * {@link #whenReady} says so.
	 */
	public void receive(String text) {
		Decoded decoded = this.protocol.decode(text, this.context.properties().bodyRules());
		if (decoded instanceof Command command) {
			carryOut(command);
		}
		else if (decoded instanceof Refusal refusal) {
			tell(refusal.toEvent());
		}
	}

	/**
	 * Takes a binary message of the client.
	 * @param bytes are kept, and must not be changed any more
	 */
	public void receive(byte[] bytes) {
		carryOut(new Command.Say(null, new Body.Bytes(bytes), null));
	}

	private void carryOut(Command command) {
		Refusal refusal;
		synchronized (this.session) {
			if (!this.session.isOf(this)) {
				return;
			}
			refusal = this.context.commands().carryOut(this, command);
		}
		if (refusal != null) {
			tell(refusal.answering(command).toEvent());
		}
	}

	/**
	 * Notes that a room takes a command of the client.
	 */
	void use(Membership membership) {
		this.last = membership;
	}

	/**
	 * Has the client wait until it has got what was said in a room that it leaves: so one
	 * that does not read cannot join and leave without end.
	 */
	void beginLeaving() {
		this.last = null;
		synchronized (this) {
			this.leaving = true;
		}
	}

	/**
	 * Ends that wait.
	 */
	void endLeaving() {
		Runnable waiting;
		synchronized (this) {
			this.leaving = false;
			waiting = this.whenLeft;
			this.whenLeft = null;
		}
		if (waiting != null) {
			waiting.run();
		}
	}

	private boolean deferUntilLeft(Runnable action) {
		synchronized (this) {
			if (this.leaving) {
				this.whenLeft = action;
			}
			return this.leaving;
		}
	}

	/**
	 * Tells the client something that has no place in the order of a room.
	 */
	void tell(Event event) {
		send(this.protocol.encode(event));
	}

	/**
	 * Sends frames that have no place in the order of a room.
	 */
	void send(byte[] frames) {
		if (frames.length > 0) {
			this.outlet.send(frames);
		}
	}

	/**
	 * Runs an action when the room of the last command takes another message, and the
	 * client has read most of what it alone was sent: at once, or later on another
	 * thread.
	 */
	public void whenReady(Runnable action) {
		if (!defer(() -> whenReady(action))) {
			action.run();
		}
	}

	private boolean defer(Runnable action) {
		if (deferUntilLeft(action) || this.outlet.deferUntilSent(action, MAX_OUTBOX_BYTES)) {
			return true;
		}
		Membership current = this.last;
		return current != null && current.room().defer(action);
	}

	/**
	 * Returns how many bytes of memory are held for this client alone in its rooms.
	 */
	public long heldBytes() {
		synchronized (this.session) {
			long bytes = 0;
			if (!this.session.isOf(this)) {
				return bytes;
			}
			for (Membership membership : this.session.memberships().all(true)) {
				bytes += membership.subscriber().heldBytes();
			}
			return bytes;
		}
	}

	/**
	 * Counts that the client took no bytes for the send timeout, and is going to be cut.
	 */
	public void tooSlow() {
		this.context.engine().traffic().addSlow(Slow.TIMEOUT);
	}

	/**
	 * Closes the connection of a client that an operator removes, which ends its session.
	 */
	void remove() {
		close(this.protocol.removal());
	}

	void close(Disconnect disconnect) {
		this.outlet.close(disconnect);
	}

	/**
	 * Ends the conversation. Unless the client can come back, the others are told, the
	 * count of clients falls, and its nicks are free again; all of that is done when this
	 * returns. A second call does nothing.
	 * @param closeCode how the connection ended, RFC 6455 section 7.4
	 * @param closedByClient whether the client has closed it with a close frame
	 * @param whenServed run on any thread when the client has got what was said before;
	 * not run if its socket takes no more bytes
	 */
	public void end(int closeCode, boolean closedByClient, Runnable whenServed) {
		if (!beginEnd()) {
			return;
		}
		this.context.engine().traffic().addClosed(closeCode);
		Served served = new Served(whenServed);
		this.session.end(this, closedByClient || Disconnect.isFinal(closeCode), served);
		served.run();
	}

	private synchronized boolean beginEnd() {
		boolean first = !this.over;
		this.over = true;
		return first;
	}

}
