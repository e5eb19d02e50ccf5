package io.roomcast.chat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

import io.roomcast.engine.Engine;
import io.roomcast.fanout.Frames;
import io.roomcast.fanout.Outlet;
import io.roomcast.fanout.Room;
import io.roomcast.fanout.Subscriber;
import io.roomcast.fanout.Traffic.Slow;
import io.roomcast.protocol.Command;
import io.roomcast.protocol.Event;
import io.roomcast.protocol.TextCodec;

/**
 * One client's stay in a room, from the welcome to the leaving. What it sends comes in by
 * one thread at a time; {@link #leave} by any. Nothing blocks.
 */
public final class Conversation {

	private final Engine engine;

	private final Runnable nickRelease;

	private final String nick;

	private final Subscriber subscriber;

	private final Room room;

	private final AtomicBoolean over = new AtomicBoolean();

	Conversation(Engine engine, Runnable nickRelease, String nick, String room, long client, Outlet outlet) {
		this.engine = engine;
		this.nickRelease = nickRelease;
		this.nick = nick;
		this.subscriber = new Subscriber(client, outlet);
		Event.Welcome welcome = new Event.Welcome(room, nick, client, Said.NOWHERE, false, 0, 0);
		this.room = engine.join(room, this.subscriber, Frames.text(TextCodec.encode(welcome)),
				new Said.Notice(new Event.Joined(nick, client)));
	}

	/**
	 * Takes a text message that the client sent.
	 */
	public void receive(String text) {
		carryOut(TextCodec.decode(text));
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
			this.engine.publish(this.room, this.subscriber, new Said.Text(message(say)));
		}
		else if (command instanceof Command.Send send) {
			this.engine.publish(this.room, this.subscriber, new Said.Bytes(send.bytes()));
		}
	}

	private Event.Message message(Command.Say say) {
		return new Event.Message(Said.NOWHERE, this.nick, this.subscriber.id(), say.text(), Instant.now(), say.id());
	}

	/**
	 * Runs the action once the room can take another message: at once, or later on
	 * another thread.
	 */
	public void whenReady(Runnable action) {
		this.room.whenOpen(action);
	}

	/**
	 * Notes that the client did not read in time, which is why it will be gone soon.
	 */
	public void tooSlow() {
		this.engine.traffic().addSlow(Slow.TIMEOUT);
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
			this.engine.leave(this.room, this.subscriber,
					new Said.Notice(new Event.Left(this.nick, this.subscriber.id())), this.nickRelease, whenServed);
		}
	}

}
