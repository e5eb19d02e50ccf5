package io.roomcast.chat;

import java.time.Duration;
import java.time.Instant;

import io.roomcast.engine.Unavailable;
import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Frames;
import io.roomcast.fanout.Outlet;
import io.roomcast.fanout.StoredMessage;
import io.roomcast.fanout.Subscriber;
import io.roomcast.fanout.Traffic.Refused;
import io.roomcast.fanout.Traffic.Slow;
import io.roomcast.limit.ClientRates.Excess;
import io.roomcast.protocol.Body;
import io.roomcast.protocol.Command;
import io.roomcast.protocol.Decoded;
import io.roomcast.protocol.Event;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;
import io.roomcast.protocol.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * What a client and the server say to each other on one connection. What the client sends
 * comes in on one thread at a time; the rest may be called by any. Nothing blocks.
 */
public final class Conversation implements Participant {

	/** A client is not read while more bytes for it alone wait to be written. */
	private static final int MAX_OUTBOX_BYTES = 64 * 1024;

	/**
	 * As how many messages counts what is answered by up to 1,000 clients or messages.
	 */
	private static final int PRICE_OF_A_LIST = 10;

	private final ChatContext context;

	private final ClientProtocol protocol;

	private final Outlet outlet;

	// Set once, under this.
	private volatile @Nullable Session session;

	// The room of the last command.
	private volatile @Nullable Membership last;

	// As its token says; null if the service asks for none.
	private volatile @Nullable Identity identity;

	// Guarded by this.
	private boolean over;

	private boolean overForGood;

	// Whether the client was asked to come back on another connection.
	private boolean moves;

	private boolean waiting;

	private @Nullable Runnable afterWait;

	/**
	 * Makes a conversation that has not begun.
	 */
	Conversation(ChatContext context, ClientProtocol protocol, Outlet outlet) {
		this.context = context;
		this.protocol = protocol;
		this.outlet = outlet;
	}

	/**
	 * Finds or makes the client's session, greets the client and joins it to the first
	 * room. To be called once, before everything else that the client does.
	 */
	public void start(Admission.Granted admission) {
		beginWait();
		this.identity = admission.identity();
		new Opening(this.context.sessions(), this, admission).begin();
	}

	/**
	 * Returns whether the client can come back to its session.
	 */
	boolean isResumable() {
		return this.protocol == ClientProtocol.JSON;
	}

	/**
	 * Goes on with a session that is this conversation's now.
	 * @param resumed whether it is an earlier one
	 */
	void opened(Admission.Granted admission, Session opened, boolean resumed) {
		Ending ending = attach(opened);
		if (ending != Ending.NONE) {
			cancel(admission);
			opened.end(this, !resumed || ending == Ending.FOR_GOOD, Served.ignored());
			return;
		}
		if (resumed) {
			this.context.engine().traffic().addResumed();
		}
		byte[] hello = hello(opened, resumed);
		String room = admission.room();
		if (room == null) {
			send(hello);
			endWait();
			return;
		}
		JoinRequest request = new JoinRequest(room, admission.nick(), admission.start(), null, admission.reservation());
		this.context.commands().join(this, request, hello, (refusal) -> {
			if (resumed) {
				// The client has other rooms to go on in.
				send(hello);
				tell(refusal.in(room).toEvent());
			}
			else {
				opened.end(this, true, Served.ignored());
				ConnectionRefusal.tell(refusal, this.protocol, this.outlet);
			}
			endWait();
		});
	}

	/**
	 * Refuses a client for which there is no session.
	 */
	void refuse(Admission.Granted admission, Unavailable why) {
		cancel(admission);
		ConnectionRefusal.tell(Refusal.unavailable(why.sentence(), why.retryAfter()), this.protocol, this.outlet);
		endWait();
	}

	private void cancel(Admission.Granted admission) {
		if (admission.reservation() != null) {
			this.context.engine().presence().release(admission.reservation());
		}
	}

	private byte[] hello(Session opened, boolean resumed) {
		SessionToken token = opened.token();
		ClientProperties properties = this.context.properties();
		return (token == null) ? Frames.none() : this.protocol.encode(new Event.Hello(opened.client(), opened.nick(),
				token.text(), resumed, properties.pingSeconds(), properties.graceSeconds(), Instant.now()));
	}

	@Override
	public long client() {
		Session current = this.session;
		return (current != null) ? current.client() : 0;
	}

	@Override
	public long expiresAtMillis() {
		Identity current = this.identity;
		return (current != null) ? current.expiresAtMillis() : NEVER;
	}

	/**
	 * Returns who the client has proved to be; null if the service asks for no tokens.
	 */
	@Nullable Identity identity() {
		return this.identity;
	}

	/**
	 * Verifies a newer token of the client, and goes on with what it says.
	 */
	void renew(Command.Token token, RoomAccess access) {
		new TokenRenewal(this.context, access, this, token).begin();
	}

	/**
	 * Notes what a newer token of the same client says.
	 */
	void renew(Identity renewed) {
		this.identity = renewed;
	}

	Session session() {
		Session current = this.session;
		if (current == null) {
			throw new IllegalStateException("the conversation has no session yet");
		}
		return current;
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
		int bytes = this.context.rates().areLimited() ? Utf8.length(text) : 0;
		receive(this.protocol.decode(text, this.context.properties().bodyRules()), bytes);
	}

	/**
	 * Takes a binary message of the client.
	 * @param bytes are kept, and must not be changed any more
	 */
	public void receive(byte[] bytes) {
		receive(new Command.Say(null, new Body.Bytes(bytes), null), bytes.length);
	}

	private void receive(Decoded decoded, int bytes) {
		Excess excess = this.context.rates().areLimited() ? take(decoded, bytes) : null;
		if (excess != null) {
			refuse(decoded, excess);
		}
		else if (decoded instanceof Command command) {
			carryOut(command);
		}
		else if (decoded instanceof Refusal refusal) {
			if (refusal.reason() == Reason.MESSAGE_TOO_LARGE) {
				this.context.engine().traffic().addRefused(Refused.MESSAGE_SIZE);
			}
			tell(refusal.toEvent());
		}
	}

	/**
	 * Takes a ping of the client.
	 * @return whether it is to be answered
	 */
	public boolean receivePing(int bytes) {
		Session current = this.session;
		if (current == null || !this.context.rates().areLimited()) {
			return true;
		}
		Excess excess = this.context.rates().take(current, 1, bytes);
		if (excess != null) {
			noteExcess(excess);
		}
		return excess == null;
	}

	private @Nullable Excess take(Decoded decoded, int bytes) {
		Session current = this.session;
		return (current != null) ? this.context.rates().take(current, price(decoded), bytes) : null;
	}

	private static int price(Decoded decoded) {
		return (decoded instanceof Command.Who || decoded instanceof Command.History) ? PRICE_OF_A_LIST : 1;
	}

	private void refuse(Decoded decoded, Excess excess) {
		Refusal refusal = new Refusal(Reason.RATE_LIMITED, excess.sentence(), null, null, excess.retryAfter());
		tell(refusal.answering(decoded).toEvent());
		noteExcess(excess);
	}

	/**
	 * Counts that something was refused, and closes a client that goes on all the same.
	 */
	private void noteExcess(Excess excess) {
		this.context.engine().traffic().addRefused(excess.counted());
		if (excess.isStubborn()) {
			this.outlet.closeWhenServed(this.protocol.overLimit(excess.sentence()));
		}
	}

	private void carryOut(Command command) {
		Session current = this.session;
		if (current == null) {
			return;
		}
		Refusal refusal;
		synchronized (current) {
			if (!current.isOf(this)) {
				return;
			}
			refusal = this.context.commands().carryOut(this, command);
		}
		if (refusal != null) {
			tell(refusal.answering(command).toEvent());
		}
	}

	/**
	 * Notes that a message of the client has its position.
	 */
	void placed(StoredMessage stored) {
		this.context.events().said(stored);
	}

	/**
	 * Notes that the client has joined a room.
	 */
	void joined(Membership membership) {
		this.context.events().joined(membership);
	}

	/**
	 * Notes that a room takes a command of the client.
	 */
	void use(Membership membership) {
		this.last = membership;
	}

	/**
	 * Has the client wait, as something is under way that its next commands must not
	 * meet, until it ends or the conversation does.
	 */
	void beginWait() {
		this.last = null;
		synchronized (this) {
			this.waiting = true;
		}
	}

	/**
	 * Ends that wait.
	 */
	void endWait() {
		Runnable action;
		synchronized (this) {
			this.waiting = false;
			action = this.afterWait;
			this.afterWait = null;
		}
		if (action != null) {
			action.run();
		}
	}

	/**
	 * Ends that wait when the client has got its welcome to a room.
	 */
	void endWaitWhenSent(Subscriber welcomed) {
		if (!welcomed.deferUntilSent(this::endWait)) {
			endWait();
		}
	}

	private boolean deferUntilWaited(Runnable action) {
		synchronized (this) {
			boolean waits = this.waiting && !this.over;
			if (waits) {
				this.afterWait = action;
			}
			return waits;
		}
	}

	/**
	 * Tells the client that it has lost its nick in a room to another one, and is not
	 * there any more.
	 */
	void displaced(Membership membership) {
		String room = membership.roomName();
		Refusal why = new Refusal(
				Refusal.Reason.NICK_TAKEN, "nick " + Refusal.quote(membership.nick()) + " in room "
						+ Refusal.quote(room) + " was lost to another client: join again under another one",
				room, null);
		tell(why.toEvent());
		Disconnect disconnect = this.protocol.displacement(why.sentence());
		if (disconnect != null) {
			close(disconnect);
		}
		else {
			tell(new Event.Left(room, membership.nick(), client(), Instant.now(), null));
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
		if (deferUntilWaited(action) || this.outlet.deferUntilSent(action, MAX_OUTBOX_BYTES)) {
			return true;
		}
		Membership current = this.last;
		return current != null && this.context.engine().defer(current.room(), action);
	}

	@Override
	public long heldBytes() {
		Session current = this.session;
		if (current == null) {
			return 0;
		}
		synchronized (current) {
			long bytes = 0;
			if (!current.isOf(this)) {
				return bytes;
			}
			for (Membership membership : current.memberships().all(true)) {
				bytes += membership.subscriber().heldBytes();
			}
			return bytes;
		}
	}

	/**
	 * Asks the client to come back on another connection. If it closes this one then, it
	 * has gone there: to another node, of which this one may not have heard yet.
	 */
	@Override
	public boolean askToReconnect(Duration after) {
		synchronized (this) {
			if ((this.session == null || this.waiting) && !this.over) {
				return false;
			}
			this.moves = true;
		}
		tell(new Event.Reconnect(after.toMillis()));
		return true;
	}

	@Override
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
	 * returns.
	 */
	@Override
	public void end(int closeCode, boolean closedByClient, Runnable whenServed) {
		boolean forGood;
		Session current;
		synchronized (this) {
			if (this.over) {
				return;
			}
			forGood = (closedByClient && !this.moves) || Disconnect.isFinal(closeCode);
			this.over = true;
			this.overForGood = forGood;
			current = this.session;
		}
		this.context.engine().traffic().addClosed(closeCode);
		if (closeCode == Disconnect.TOO_BIG && !closedByClient) {
			this.context.engine().traffic().addRefused(Refused.MESSAGE_SIZE);
		}
		Served served = new Served(whenServed);
		if (current != null) {
			current.end(this, forGood, served);
		}
		served.run();
		endWait();
	}

	synchronized boolean isOver() {
		return this.over;
	}

	private synchronized Ending attach(Session opened) {
		if (this.over) {
			return this.overForGood ? Ending.FOR_GOOD : Ending.AWAY;
		}
		this.session = opened;
		return Ending.NONE;
	}

	/**
	 * How a conversation has ended.
	 */
	private enum Ending {

		/** It has not. */
		NONE,

		/** The client may come back. */
		AWAY,

		/** The client is gone. */
		FOR_GOOD

	}

}
