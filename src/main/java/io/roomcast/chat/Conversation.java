package io.roomcast.chat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.roomcast.engine.Engine;
import io.roomcast.fanout.JoinResult;
import io.roomcast.fanout.Outlet;
import io.roomcast.fanout.Room;
import io.roomcast.fanout.Subscriber;
import io.roomcast.fanout.Traffic.Slow;
import io.roomcast.protocol.Command;
import io.roomcast.protocol.Cursor;
import io.roomcast.protocol.Decoded;
import io.roomcast.protocol.Event;
import io.roomcast.protocol.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * One client's stay in a room, from the welcome to the leaving. What it sends comes in by
 * one thread at a time; {@link #leave} and {@link #remove} by any. Nothing blocks.
 */
public final class Conversation {

	private static final int POLICY_VIOLATION = 1008;

	/** Over so many bytes of refusals that wait to be written, the client is not read. */
	private static final int MAX_OUTBOX_BYTES = 64 * 1024;

	private final Engine engine;

	private final ClientProtocol protocol;

	private final String nick;

	private final Outlet outlet;

	private final Subscriber subscriber;

	private final Runnable nickRelease;

	private final Backlog backlog;

	private final AtomicBoolean over = new AtomicBoolean();

	private @Nullable Room room;

	Conversation(Engine engine, ClientProtocol protocol, String nick, long client, Outlet outlet, Runnable nickRelease) {
		this.engine = engine;
		this.protocol = protocol;
		this.nick = nick;
		this.outlet = outlet;
		this.subscriber = new Subscriber(client, outlet, protocol.format(), protocol.gapEncoder());
		this.backlog = new Backlog(engine.clientBudget());
		this.nickRelease = nickRelease;
	}

	/**
	 * To be called once, before everything else.
	 */
	void join(String name, @Nullable Cursor since, long pingSeconds) {
		this.room = this.engine.join(name, this.subscriber, (since != null) ? ChatContent.position(since) : null,
				(joined) -> welcome(name, since, joined, pingSeconds),
				new ChatContent.Notice(new Event.Joined(this.nick, client())));
	}

	private byte[] welcome(String name, @Nullable Cursor since, JoinResult joined, long pingSeconds) {
		Cursor now = ChatContent.cursor(joined.position());
		// A client that is brought what it missed stands where it stood until it has
		// that.
		Cursor start = (since != null && joined.recovered()) ? since : now;
		byte[] welcome = this.protocol.encode(new Event.Welcome(name, this.nick, client(), start, joined.recovered(),
				joined.clients(), pingSeconds));
		if (since == null || joined.recovered()) {
			return welcome;
		}
		byte[] gap = this.protocol.encode(new Event.Gap(since, now));
		byte[] both = Arrays.copyOf(welcome, welcome.length + gap.length);
		System.arraycopy(gap, 0, both, welcome.length, gap.length);
		return both;
	}

	String nick() {
		return this.nick;
	}

	long client() {
		return this.subscriber.id();
	}

	/**
	 * Takes a text message that the client sent. Of many commands in it some may wait for
	 * the room: the next message must not come in before {@link #whenReady} says so.
	 */
	public void receive(String text) {
		List<Decoded> decoded = this.protocol.decode(text);
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
			if (!this.backlog.isEmpty() && hold(this::work)) {
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
	 * Takes a binary message that the client sent; the array is kept.
	 */
	public void receive(byte[] bytes) {
		carryOut(new Command.Send(bytes));
	}

	private void carryOut(Command command) {
		if (this.over.get()) {
			return;
		}
		if (command instanceof Command.Say say) {
			this.engine.publish(room(), this.subscriber, new ChatContent.Text(this.nick, client(), say.text(), say.id()));
		}
		else if (command instanceof Command.Send send) {
			this.engine.publish(room(), this.subscriber, new ChatContent.Bytes(this.nick, client(), send.bytes()));
		}
	}

	private void refuse(Refusal refusal) {
		room().sendTo(this.subscriber, this.protocol.encode(refusal.toEvent()));
	}

	private Room room() {
		if (this.room == null) {
			throw new IllegalStateException("client " + client() + " has not joined");
		}
		return this.room;
	}

	/**
	 * Runs the action once all that the client sent is carried out, the room can take
	 * another message, and the client has taken most of what it alone was told: at once,
	 * or later on another thread.
	 */
	public void whenReady(Runnable action) {
		if (!this.backlog.hold(action) && !hold(() -> whenReady(action))) {
			action.run();
		}
	}

	private boolean hold(Runnable action) {
		return this.subscriber.holdForOutbox(action, MAX_OUTBOX_BYTES) || room().hold(action);
	}

	/**
	 * How many bytes of memory are held for this client alone.
	 */
	public long heldBytes() {
		return this.subscriber.heldBytes() + this.backlog.heldBytes();
	}

	/**
	 * Notes that the client did not read in time, which is why it will be gone soon.
	 */
	public void tooSlow() {
		this.engine.traffic().addSlow(Slow.TIMEOUT);
	}

	/**
	 * Closes the client's connection, with which the stay ends.
	 */
	void remove() {
		this.outlet.close(POLICY_VIOLATION, "removed from the room");
	}

	/**
	 * Ends the stay: the others are told, the count falls, the nick is free again. All of
	 * it is done when this returns. A second call does nothing.
	 * @param closeCode how the connection ended, RFC 6455 section 7.4
	 * @param whenServed run when the client has got what was said before, on any thread;
	 * not run if its socket takes it no more
	 */
	public void leave(int closeCode, Runnable whenServed) {
		if (this.over.compareAndSet(false, true)) {
			this.engine.traffic().addClosed(closeCode);
			this.backlog.close();
			this.engine.leave(room(), this.subscriber, new ChatContent.Notice(new Event.Left(this.nick, client())),
					this.nickRelease, whenServed);
		}
	}

}
