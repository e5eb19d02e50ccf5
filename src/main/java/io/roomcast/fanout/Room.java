package io.roomcast.fanout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import io.roomcast.fanout.JoinResult.WelcomeEncoder;
import io.roomcast.fanout.Entry.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A room: its log, its subscribers, and the pass that brings the one to the others.
 * <p>
 * Publishers append under the lock and, if no pass is under way, hand the room to the
 * pump. A pass (one at a time, on a pump thread) looks once under the lock at what came
 * since the last one, then writes without it. Whatever happens to a subscriber meanwhile
 * - it joins, leaves, can be written to again - puts it on the list of those that the
 * next pass attends to; only passes touch the members and their cursors. After its writes
 * a pass looks again, and either goes back into the pump's queue, behind the other rooms,
 * or leaves the room idle.
 */
public final class Room {

	/** The sender of what no subscriber has said. */
	private static final long NOBODY = 0;

	private final String name;

	private final Limits limits;

	private final Pump pump;

	private final Budgets budgets;

	private final Object lock = new Object();

	// Guarded by the lock.
	private final RoomLog log;

	private List<Subscriber> attention = new ArrayList<>(2);

	private final Backpressure backpressure;

	private long passedOn;

	private boolean scheduled;

	private boolean sealed;

	// Written under the lock, read by anyone.
	private volatile int clients;

	private volatile long lastActive;

	private volatile long pendingBytes;

	// Written by the pass, read by anyone.
	private volatile long largestLag;

	private volatile long lastPassNanos;

	// Touched by the pass only.
	private final SubscriberList subscribers = new SubscriberList();

	Room(String name, Limits limits, Pump pump, Budgets budgets) {
		this.name = name;
		this.limits = limits;
		this.pump = pump;
		this.budgets = budgets;
		this.log = new RoomLog(limits, budgets, ThreadLocalRandom.current().nextLong());
		this.backpressure = new Backpressure(limits, budgets.live());
		this.lastPassNanos = System.nanoTime();
	}

	public String name() {
		return this.name;
	}

	/**
	 * How many subscribers are in the room now.
	 */
	public int clients() {
		return this.clients;
	}

	/**
	 * How many entries the subscriber that is furthest behind has yet to get.
	 */
	long largestLag() {
		return this.largestLag;
	}

	/**
	 * How many bytes of content the next pass has to deliver.
	 */
	long pendingBytes() {
		return this.pendingBytes;
	}

	/**
	 * When the last pass ended, in nanoseconds of {@link System#nanoTime()}.
	 */
	long lastPassNanos() {
		return this.lastPassNanos;
	}

	/**
	 * When something was last added, in milliseconds of the pump's clock.
	 */
	long lastActive() {
		return this.lastActive;
	}

	/**
	 * Adds a message of a subscriber, which gets it too; does nothing if that one has
	 * left, or the room is sealed.
	 * @return whether it was added
	 */
	public boolean publish(Subscriber sender, Content content) {
		boolean idle;
		synchronized (this.lock) {
			if (sender.hasLeft() || this.sealed) {
				return false;
			}
			append(Kind.MESSAGE, sender, content);
			idle = claim();
		}
		this.pump.traffic().addReceived();
		start(idle);
		return true;
	}

	/**
	 * Adds a message of nobody in the room.
	 * @return null if the room is sealed, and nothing was added
	 */
	@Nullable StoredMessage say(Content content) {
		StoredMessage stored;
		boolean idle;
		synchronized (this.lock) {
			if (this.sealed) {
				return null;
			}
			stored = append(Kind.MESSAGE, null, content).stored();
			idle = claim();
		}
		this.pump.traffic().addReceived();
		start(idle);
		return stored;
	}

	/**
	 * Takes no more messages. Those that it has still go to all subscribers.
	 */
	void seal() {
		synchronized (this.lock) {
			this.sealed = true;
		}
	}

	/**
	 * Adds a subscriber, its first frames and the notice that it is here. It sees the
	 * frames first, then what it has missed since the position it brings, if all of that is
	 * still here, then everything from the notice on. In a large room there is no notice.
	 * If the welcome fails, nobody has joined.
	 * @return whether the caller must {@link #start} a pass
	 */
	boolean join(Subscriber subscriber, @Nullable Position since, WelcomeEncoder welcome, Content notice) {
		synchronized (this.lock) {
			boolean recovered = since != null && this.log.canFollow(since);
			byte[] frames = welcome.frames(new JoinResult(this.log.position(), recovered, this.clients + 1));
			subscriber.enter(this, this.log);
			subscriber.outbox().open(this.budgets.clients());
			subscriber.outbox().add(frames);
			if (since != null && recovered) {
				subscriber.replay(since.offset(), this.log.lastOffset());
			}
			queue(subscriber);
			this.clients++;
			if (this.clients <= this.limits.noticesUpTo()) {
				append(Kind.NOTICE, subscriber, notice);
			}
			return claim();
		}
	}

	/**
	 * Takes a subscriber out, with a notice to those who stay. It still gets what was
	 * said before.
	 * @param before run before anybody can hear of it, under the lock: short, and without
	 * a lock of its own
	 * @param whenServed run when the subscriber has got all that, on any thread; not run
	 * if the socket takes it no more
	 * @return whether it was in the room; nothing is run if not
	 */
	boolean leave(Subscriber subscriber, Content notice, Runnable before, Runnable whenServed) {
		boolean idle;
		synchronized (this.lock) {
			if (!subscriber.leave(this.log, whenServed)) {
				return false;
			}
			queue(subscriber);
			boolean told = this.clients <= this.limits.noticesUpTo();
			this.clients--;
			this.pump.failures().contain("leaving room " + this.name, before);
			if (told && this.clients > 0) {
				append(Kind.NOTICE, subscriber, notice);
			}
			idle = claim();
		}
		start(idle);
		return true;
	}

	/**
	 * Sends frames to one subscriber alone, before whatever else is due to it; does
	 * nothing if it has left.
	 */
	public void sendTo(Subscriber subscriber, byte[] frames) {
		boolean idle;
		synchronized (this.lock) {
			if (subscriber.hasLeft()) {
				return;
			}
			subscriber.outbox().add(frames);
			queue(subscriber);
			idle = claim();
		}
		start(idle);
	}

	/**
	 * Where the room stands: the position of its last message.
	 */
	public Position position() {
		synchronized (this.lock) {
			return this.log.position();
		}
	}

	/**
	 * Some of the messages that are kept.
	 * @param since the message after which to begin; the oldest that is kept if null, or
	 * if something between is gone
	 * @param limit how many at the most
	 */
	public HistoryPage page(@Nullable Position since, int limit) {
		synchronized (this.lock) {
			Position now = this.log.position();
			boolean complete = since == null || this.log.canFollow(since);
			Position end = (since != null && complete) ? since : now;
			long first = (since != null && complete) ? since.offset() + 1 : this.log.firstOffset();
			long last = Math.min(this.log.lastOffset(), first + limit - 1);
			List<StoredMessage> messages = new ArrayList<>();
			for (long offset = first; offset <= last; offset++) {
				messages.add(this.log.message(offset).stored());
				end = this.log.message(offset).position;
			}
			return new HistoryPage(messages, end, complete, end.offset() < now.offset());
		}
	}

	/**
	 * Keeps an action until publishers may go on, if they must wait now: then it is run
	 * on a pump thread when the pump has caught up.
	 * @return false if they need not wait, and the action is the caller's
	 */
	public boolean hold(Runnable action) {
		synchronized (this.lock) {
			return this.backpressure.hold(action);
		}
	}

	/**
	 * Runs the action once publishers may go on: at once if the pump keeps up, else, on a
	 * pump thread, when it has caught up.
	 */
	public void whenCaughtUp(Runnable action) {
		if (!hold(action)) {
			action.run();
		}
	}

	/**
	 * Has the next pass look at a subscriber, also if there is no new entry.
	 */
	void attend(Subscriber subscriber) {
		boolean idle;
		synchronized (this.lock) {
			queue(subscriber);
			idle = claim();
		}
		start(idle);
	}

	/**
	 * Has the next pass go on with a subscriber whose socket takes bytes again.
	 */
	void free(Subscriber subscriber) {
		boolean idle;
		synchronized (this.lock) {
			subscriber.free();
			queue(subscriber);
			idle = claim();
		}
		start(idle);
	}

	private Entry append(Kind kind, @Nullable Subscriber sender, Content content) {
		long now = this.pump.now();
		Entry entry = this.log.append(kind, (sender != null) ? sender.id() : NOBODY, content, now);
		if (sender != null) {
			sender.lastOwn = entry.sequence;
		}
		this.backpressure.added(entry);
		this.pendingBytes = this.backpressure.bytes();
		this.lastActive = now;
		return entry;
	}

	private void queue(Subscriber subscriber) {
		if (!subscriber.queued) {
			subscriber.queued = true;
			this.attention.add(subscriber);
		}
	}

	private boolean claim() {
		boolean idle = !this.scheduled;
		this.scheduled = true;
		return idle;
	}

	void start(boolean idle) {
		if (idle) {
			this.pump.schedule(this);
		}
	}

	/**
	 * Forgets the history that is too old.
	 * @return whether nothing is left, neither a client nor history
	 */
	boolean expire(long now) {
		synchronized (this.lock) {
			this.log.trimHistory(now);
			return this.clients == 0 && this.log.historySize() == 0;
		}
	}

	/**
	 * Forgets all history.
	 */
	void dropHistory() {
		synchronized (this.lock) {
			this.log.clearHistory();
		}
	}

	/**
	 * How many bytes of memory the entries that are kept for slow subscribers take.
	 */
	long liveBytes() {
		synchronized (this.lock) {
			return this.log.liveBytes();
		}
	}

	/**
	 * Forgets the older half of what is kept for slow subscribers.
	 * @return whether there was anything to forget
	 */
	boolean shortenLive() {
		synchronized (this.lock) {
			return this.log.shortenLive(this.passedOn);
		}
	}

	// What follows is the pass's side of the room.

	SubscriberList subscribers() {
		return this.subscribers;
	}

	/**
	 * Begins a pass: gives out the entries that no pass has seen and the subscribers to
	 * attend to.
	 */
	List<Subscriber> begin(LogSlice fresh, List<Subscriber> empty) {
		synchronized (this.lock) {
			fresh.copyLive(this.log, this.passedOn);
			List<Subscriber> attended = this.attention;
			for (Subscriber subscriber : attended) {
				subscriber.settle();
			}
			this.attention = empty;
			return attended;
		}
	}

	/**
	 * Gives out what follows a cursor, or nothing if the log has moved past it.
	 */
	boolean readLive(LogSlice slice, long cursor) {
		synchronized (this.lock) {
			if (cursor < this.log.first()) {
				return false;
			}
			slice.copyLive(this.log, cursor);
			return true;
		}
	}

	/**
	 * Gives out messages that a subscriber has missed, from the history.
	 * @return the position after which it goes on if some of them are gone, else null
	 */
	@Nullable Position readHistory(LogSlice slice, Subscriber subscriber) {
		synchronized (this.lock) {
			Position gap = null;
			long first = Math.min(this.log.firstOffset(), subscriber.replayUntil + 1);
			if (subscriber.nextOffset < first) {
				subscriber.nextOffset = first;
				gap = new Position(this.log.position().epoch(), first - 1);
			}
			slice.copyHistory(this.log, subscriber.nextOffset, subscriber.replayUntil);
			subscriber.endReplayIfDone();
			return gap;
		}
	}

	/**
	 * Has a subscriber that the live entries have moved past go on from the history.
	 */
	void switchToHistory(Subscriber subscriber) {
		synchronized (this.lock) {
			subscriber.switchToHistory(this.log);
		}
	}

	/**
	 * Ends a pass that offered the fresh entries up to the given sequence to everyone.
	 * @param lag how many entries the last of the subscribers is behind
	 */
	void end(long passedOn, long lag) {
		this.largestLag = lag;
		this.lastPassNanos = System.nanoTime();
		List<Runnable> released;
		boolean again;
		synchronized (this.lock) {
			for (long sequence = this.passedOn; sequence < passedOn; sequence++) {
				this.backpressure.passedOn(this.log.get(sequence));
			}
			this.passedOn = passedOn;
			this.pendingBytes = this.backpressure.bytes();
			this.log.trimLive(passedOn, this.subscribers.behind() > 0);
			released = this.backpressure.release();
			again = this.log.head() > passedOn || !this.attention.isEmpty();
			this.scheduled = again;
		}
		start(again);
		for (Runnable action : released) {
			this.pump.failures().contain("what waited for room " + this.name, action);
		}
	}

}
