package io.roomcast.chat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.roomcast.engine.Engine;
import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.JoinResult;
import io.roomcast.fanout.LeaveListener;
import io.roomcast.fanout.Outlet;
import io.roomcast.fanout.Room;
import io.roomcast.fanout.Subscriber;
import io.roomcast.fanout.Traffic.Slow;
import io.roomcast.protocol.Command;
import io.roomcast.protocol.Cursor;
import io.roomcast.protocol.Decoded;
import io.roomcast.protocol.Event;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.TextRules;
import org.jspecify.annotations.Nullable;

/**
 * One client's stay in a room, from the welcome until it leaves. What it sends comes in
 * on one thread at a time; {@link #leave} and {@link #remove} may be called by any.
 * Nothing blocks.
 */
public final class Conversation {

	/** A client is not read while more bytes of refusals wait to be written to it. */
	private static final int MAX_OUTBOX_BYTES = 64 * 1024;

	private final Engine engine;

	private final ClientProtocol protocol;

	private final TextRules rules;

	private final Member member;

	private final Outlet outlet;

	private final Subscriber subscriber;

	private final Runnable nickRelease;

	private final Backlog backlog;

	private final AtomicBoolean over = new AtomicBoolean();

	private @Nullable Room room;

	Conversation(Engine engine, ClientProtocol protocol, TextRules rules, Member member, Outlet outlet,
			Runnable nickRelease) {
		this.engine = engine;
		this.protocol = protocol;
		this.rules = rules;
		this.member = member;
		this.outlet = outlet;
		this.nickRelease = nickRelease;
		this.subscriber = new Subscriber(member.client(), outlet, protocol.format(), protocol.gapEncoder());
		this.backlog = new Backlog(engine.clientBudget());
	}

	/**
	 * Joins the room. To be called once, before everything else.
	 */
	void join(String name, @Nullable Cursor since, long pingSeconds) {
		this.room = this.engine.join(name, this.subscriber, (since != null) ? ChatContent.position(since) : null,
				(joined) -> welcome(name, since, joined, pingSeconds),
				new ChatContent.Notice(new Event.Joined(this.member.nick(), this.member.client())));
	}

	private byte[] welcome(String name, @Nullable Cursor since, JoinResult joined, long pingSeconds) {
		Cursor now = ChatContent.cursor(joined.position());
		// The cursor of a client that gets what it missed is its own one until it has
		// that.
		Cursor start = (since != null && joined.recovered()) ? since : now;
		byte[] welcome = this.protocol.encode(new Event.Welcome(name, this.member.nick(), this.member.client(), start,
				joined.recovered(), joined.clients(), pingSeconds));
		if (since == null || joined.recovered()) {
			return welcome;
		}
		byte[] gap = this.protocol.encode(new Event.Gap(since, now));
		byte[] both = Arrays.copyOf(welcome, welcome.length + gap.length);
		System.arraycopy(gap, 0, both, welcome.length, gap.length);
		return both;
	}

	/**
	 * Returns who the client is in the room.
	 */
	Member member() {
		return this.member;
	}

	/**
	 * Returns the client's number.
	 */
	public long client() {
		return this.member.client();
	}

	/**
	 * Takes a text message of the client. Of many commands in it some may wait for the
	 * room: the next message may come in only when {@link #whenReady} says so.
	 */
	public void receive(String text) {
		List<Decoded> decoded = this.protocol.decode(text, this.rules);
		if (decoded.size() == 1) {
			answer(decoded.get(0));
			return;
		}
		this.backlog.begin(text, decoded);
		work();
	}

	private void work() {
		Decoded next = this.backlog.next();
		while (next != null) {
			answer(next);
			if (!this.backlog.isEmpty() && defer(this::work)) {
				return;
			}
			next = this.backlog.next();
		}
		Runnable waiting = this.backlog.end();
		if (waiting != null) {
			whenReady(waiting);
		}
	}

	private void answer(Decoded decoded) {
		if (decoded instanceof Refusal refusal) {
			refuse(refusal);
		}
		else if (decoded instanceof Command command) {
			carryOut(command);
		}
	}

	/**
	 * Takes a binary message of the client.
	 * @param bytes are kept, and must not be changed any more
	 */
	public void receive(byte[] bytes) {
		carryOut(new Command.Send(bytes));
	}

	private void carryOut(Command command) {
		if (this.over.get()) {
			return;
		}
		if (command instanceof Command.Say say) {
			this.engine.publish(room(), this.subscriber,
					new ChatContent.Text(this.member.nick(), this.member.client(), say.text(), say.id()));
		}
		else if (command instanceof Command.Send send) {
			this.engine.publish(room(), this.subscriber,
					new ChatContent.Bytes(this.member.nick(), this.member.client(), send.bytes()));
		}
	}

	private void refuse(Refusal refusal) {
		room().sendTo(this.subscriber, this.protocol.encode(refusal.toEvent()));
	}

	private Room room() {
		if (this.room == null) {
			throw new IllegalStateException("client " + this.member.client() + " has not joined");
		}
		return this.room;
	}

	/**
	 * Runs an action when all that the client sent is carried out, the room takes another
	 * message, and the client has read most of what it alone was sent: at once, or later
	 * on another thread.
	 */
	public void whenReady(Runnable action) {
		if (!this.backlog.defer(action) && !defer(() -> whenReady(action))) {
			action.run();
		}
	}

	private boolean defer(Runnable action) {
		return this.subscriber.deferUntilOutboxWritten(action, MAX_OUTBOX_BYTES) || room().defer(action);
	}

	/**
	 * Returns how many bytes of memory are held for this client alone.
	 */
	public long heldBytes() {
		return this.subscriber.heldBytes() + this.backlog.heldBytes();
	}

	/**
	 * Counts that the client took no bytes for the send timeout, and is going to be cut.
	 */
	public void tooSlow() {
		this.engine.traffic().addSlow(Slow.TIMEOUT);
	}

	/**
	 * Closes the client's connection, which ends its stay.
	 */
	void remove() {
		this.outlet.close(Disconnect.REMOVED);
	}

	/**
	 * Ends the stay: the others are told, the count of clients falls, the nick is free
	 * again. All of that is done when this returns. A second call does nothing.
	 * @param closeCode how the connection ended, RFC 6455 section 7.4
	 * @param whenServed run on any thread when the client has got what was said before;
	 * not run if its socket takes no more bytes
	 */
	public void leave(int closeCode, Runnable whenServed) {
		if (this.over.compareAndSet(false, true)) {
			this.engine.traffic().addClosed(closeCode);
			this.backlog.close();
			Event left = new Event.Left(this.member.nick(), this.member.client());
			this.engine.leave(room(), this.subscriber, new ChatContent.Notice(left), new End(whenServed));
		}
	}

	/**
	 * Frees the nick before anybody can hear that its owner left.
	 */
	private final class End implements LeaveListener {

		private final Runnable whenServed;

		End(Runnable whenServed) {
			this.whenServed = whenServed;
		}

		@Override
		public void onLeft() {
			Conversation.this.nickRelease.run();
		}

		@Override
		public void onServed() {
			this.whenServed.run();
		}

	}

}
