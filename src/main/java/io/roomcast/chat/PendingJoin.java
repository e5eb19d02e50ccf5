package io.roomcast.chat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Consumer;

import io.roomcast.engine.Engine;
import io.roomcast.engine.Entrance;
import io.roomcast.engine.Joined;
import io.roomcast.engine.Unavailable;
import io.roomcast.fanout.JoinResult;
import io.roomcast.fanout.Joining;
import io.roomcast.fanout.Room;
import io.roomcast.fanout.Start;
import io.roomcast.fanout.Subscriber;
import io.roomcast.protocol.Cursor;
import io.roomcast.protocol.Event;
import io.roomcast.protocol.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A client on its way into a room, until the engine has answered. Meanwhile it is not
 * read, and nobody takes its session over; but its connection or its session may end, and
 * it may be removed, or move to another node.
 */
final class PendingJoin implements Joined {

	/** Stands between a nick that is taken and a number. Not allowed in others. */
	private static final String SUFFIX = "~";

	private final Engine engine;

	private final Conversation by;

	private final JoinRequest request;

	private final Membership membership;

	private final Subscriber subscriber;

	private final Consumer<Refusal> refused;

	private final byte[] hello;

	/**
	 * Makes a join that has yet to begin. Called under the session's lock.
	 * @param hello frames that come before the welcome, if there is one
	 * @param refused hears why the client has not joined, on any thread
	 */
	PendingJoin(Engine engine, Conversation by, JoinRequest request, Membership membership, byte[] hello,
			Consumer<Refusal> refused) {
		this.engine = engine;
		this.by = by;
		this.request = request;
		this.membership = membership;
		this.hello = hello;
		this.refused = refused;
		this.subscriber = by.subscriber();
	}

	/**
	 * Joins the client to a room that it is not in.
	 */
	void begin() {
		this.by.beginWait();
		try {
			this.engine.join(
					new Entrance(this.request.room(), this.membership, this.subscriber, this.request.reservation()),
					joining(ChatContent.Notice.joined(this.request.room(), this.membership.member())), this);
		}
		catch (RuntimeException | Error ex) {
			settle();
			throw ex;
		}
	}

	/**
	 * Connects the client anew to a room that it is in, but was away from. Nobody else is
	 * told. Called under the session's lock.
	 */
	void reconnect() {
		Room room = this.membership.room();
		this.engine.reconnect(room, this.subscriber, joining(null));
		this.membership.connect(room, this.subscriber);
		this.by.endWaitWhenSent(this.subscriber);
	}

	private Joining joining(ChatContent.@Nullable Notice notice) {
		return new Joining(this.request.start(), this::welcome, notice);
	}

	/**
	 * Encodes the first frames of the client. From now on it is among those who are
	 * there.
	 */
	private byte[] welcome(JoinResult joined) {
		Cursor cursor = ChatContent.cursor(joined.position());
		String room = this.membership.roomName();
		ByteArrayOutputStream frames = new ByteArrayOutputStream();
		frames.writeBytes(this.hello);
		frames.writeBytes(this.by.protocol()
			.encode(new Event.Welcome(room, this.membership.nick(), cursor, joined.recovered(), joined.clients(),
					this.request.id())));
		if (this.request.start() instanceof Start.After after) {
			this.engine.traffic().addRecovery(joined.recovered());
			if (!joined.recovered()) {
				frames.writeBytes(
						this.by.protocol().encode(new Event.Gap(room, ChatContent.cursor(after.position()), cursor)));
			}
		}
		return frames.toByteArray();
	}

	@Override
	public void joined(Room room) {
		this.by.joined(this.membership);
		run(this.by.session().add(this.membership, this.by, () -> this.membership.connect(room, this.subscriber)));
		if (this.hello.length == 0) {
			this.by.endWait();
		}
		else {
			// What the client is told outside of the room must not come before the hello.
			this.by.endWaitWhenSent(this.subscriber);
		}
	}

	@Override
	public void nickTaken() {
		Identity who = this.by.identity();
		if (!RoomAccess.isNickChosen(who) && !this.membership.nick().contains(SUFFIX)) {
			// The same person twice, or two with one name: no client can have such a nick
			// by its token.
			JoinRequest again = new JoinRequest(this.request.room(),
					this.membership.nick() + SUFFIX + this.membership.client(), this.request.start(), this.request.id(),
					null);
			new PendingJoin(this.engine, this.by, again, new Membership(this.by.session(), again), this.hello,
					this.refused)
				.begin();
			return;
		}
		refuse(RoomAccess.nickTaken(this.request.room(), this.membership.nick()));
	}

	@Override
	public void unavailable(Unavailable why) {
		refuse(Refusal.unavailable(why.sentence(), why.retryAfter()));
	}

	private void refuse(Refusal refusal) {
		this.refused.accept(refusal);
		settle();
	}

	private void settle() {
		run(this.by.session().endJoin());
		this.by.endWait();
	}

	private void run(List<Runnable> waiting) {
		waiting.forEach((action) -> this.engine.failures().contain("coming back to a session", action));
	}

}
