package io.roomcast.fanout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import io.roomcast.fanout.JoinResult.WelcomeEncoder;
import io.roomcast.fanout.Entry.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A room: its log, its subscribers, and the pass that delivers the one to the others. Any
 * thread may call; nothing blocks for long.
 */
public final class Room {

	// Publishers append to the log under the lock and, if no pass is scheduled, hand the
	// room to the pump. A pass (one at a time) takes what came since the last one under
	// the lock, then writes without it. Whatever happens to a subscriber meanwhile - it
	// joins, leaves, its socket takes bytes again - puts it on the list of those that the
	// next pass attends to; only passes touch the list of subscribers and their cursors.
	// At its end a pass looks once more under the lock, and either schedules the next
	// one, which queues after the other rooms, or leaves the room idle.

	/** The sender of what was published from outside the room. */
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

	private boolean passScheduled;

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
	 * Returns how many subscribers are in the room now.
	 */
	public int clients() {
		return this.clients;
	}

	/**
	 * Returns how many entries the subscriber that lags most has yet to get.
	 */
	long largestLag() {
		return this.largestLag;
	}

	/**
	 * Returns how many bytes of content the next pass has to deliver.
	 */
	long pendingBytes() {
		return this.pendingBytes;
	}

	/**
	 * Returns when the last pass ended, in nanoseconds of {@link System#nanoTime()}.
	 */
	long lastPassNanos() {
		return this.lastPassNanos;
	}

	/**
	 * Returns when an entry was last added, in milliseconds of the pump's clock.
	 */
	long lastActive() {
		return this.lastActive;
	}

	/**
	 * Adds a message of a subscriber, which gets it, too. Does nothing if the subscriber
	 * has left or the room is sealed.
	 * @return whether it was added
	 */
	public boolean publish(Subscriber sender, Content content) {
		boolean idle;
		synchronized (this.lock) {
			if (sender.hasLeft() || this.sealed) {
				return false;
			}
			append(Kind.MESSAGE, sender, content);
			idle = claimPass();
		}
		this.pump.traffic().addReceived();
		schedulePass(idle);
		return true;
	}

	/**
	 * Adds a message that no subscriber has sent.
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
			idle = claimPass();
		}
		this.pump.traffic().addReceived();
		schedulePass(idle);
		return stored;
	}

	/**
	 * Takes no more messages from now on. Those in the log still go to all subscribers.
	 */
	void seal() {
		synchronized (this.lock) {
			this.sealed = true;
		}
	}

	/**
	 * Adds a subscriber, its welcome and the notice that it joined. It gets the welcome
	 * first, then what it has missed since a position, if all of that is still kept, then
	 * everything from the notice on. A large room gets no notice. If the welcome cannot
	 * be encoded, the subscriber has not joined.
	 * @return whether the caller must call {@link #schedulePass}
	 */
	boolean join(Subscriber subscriber, @Nullable Position since, WelcomeEncoder welcome, Content notice) {
		synchronized (this.lock) {
			boolean recovered = since != null && this.log.canFollow(since);
			byte[] frames = welcome.frames(new JoinResult(this.log.position(), recovered, this.clients + 1));
			subscriber.enter(this, this.log);
			subscriber.outbox().open(this.budgets.clients());
			subscriber.outbox().add(frames);
			if (since != null && recovered) {
				subscriber.replay().begin(since.offset(), this.log.lastOffset());
			}
			queue(subscriber);
			this.clients++;
			if (this.clients <= this.limits.noticesUpTo()) {
				append(Kind.NOTICE, subscriber, notice);
			}
			return claimPass();
		}
	}

	/**
	 * Removes a subscriber, with a notice to those who stay. It still gets what was said
	 * before.
	 * @return whether it was in the room; the listener hears nothing if not
	 */
	boolean leave(Subscriber subscriber, Content notice, LeaveListener listener) {
		boolean idle;
		synchronized (this.lock) {
			if (!subscriber.leave(this.log, listener)) {
				return false;
			}
			queue(subscriber);
			boolean noticed = this.clients <= this.limits.noticesUpTo();
			this.clients--;
			this.pump.failures().contain("leaving room " + this.name, listener::onLeft);
			if (noticed && this.clients > 0) {
				append(Kind.NOTICE, subscriber, notice);
			}
			idle = claimPass();
		}
		schedulePass(idle);
		return true;
	}

	/**
	 * Sends frames to one subscriber alone, before whatever else is due to it. Does
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
			idle = claimPass();
		}
		schedulePass(idle);
	}

	/**
	 * Returns the position of the last message.
	 */
	public Position position() {
		synchronized (this.lock) {
			return this.log.position();
		}
	}

	/**
	 * Returns some of the messages that are kept.
	 * @param since the message after which to begin; the page begins with the oldest
	 * message that is kept if this is null, or if a message after it is gone
	 * @param limit how many messages at most
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
	 * Keeps an action if publishers must wait now, and runs it on a pump thread when the
	 * pump has caught up.
	 * @return false if publishers need not wait, and the caller must run the action
	 */
	public boolean defer(Runnable action) {
		synchronized (this.lock) {
			return this.backpressure.defer(action);
		}
	}

	/**
	 * Runs an action when publishers may go on: at once if the pump keeps up, else on a
	 * pump thread when it has caught up.
	 */
	public void whenCaughtUp(Runnable action) {
		if (!defer(action)) {
			action.run();
		}
	}

	/**
	 * Has the next pass serve a subscriber even if there is no new entry.
	 */
	void attend(Subscriber subscriber) {
		boolean idle;
		synchronized (this.lock) {
			queue(subscriber);
			idle = claimPass();
		}
		schedulePass(idle);
	}

	/**
	 * Has the next pass serve a subscriber whose socket takes bytes again.
	 */
	void onWritable(Subscriber subscriber) {
		boolean idle;
		synchronized (this.lock) {
			subscriber.writable();
			queue(subscriber);
			idle = claimPass();
		}
		schedulePass(idle);
	}

	private Entry append(Kind kind, @Nullable Subscriber sender, Content content) {
		long now = this.pump.now();
		Entry entry = this.log.append(kind, (sender != null) ? sender.id() : NOBODY, content, now);
		if (sender != null) {
			sender.sent(entry.sequence);
		}
		this.backpressure.added(entry);
		this.pendingBytes = this.backpressure.bytes();
		this.lastActive = now;
		return entry;
	}

	private void queue(Subscriber subscriber) {
		if (subscriber.queue()) {
			this.attention.add(subscriber);
		}
	}

	/**
	 * Notes that a pass is needed. Called under the lock.
	 * @return whether the caller must call {@link #schedulePass} without the lock
	 */
	private boolean claimPass() {
		boolean idle = !this.passScheduled;
		this.passScheduled = true;
		return idle;
	}

	void schedulePass(boolean claimed) {
		if (claimed) {
			this.pump.schedule(this);
		}
	}

	/**
	 * Drops the history that is too old.
	 * @return whether nothing is left, neither a subscriber nor history
	 */
	boolean expire(long now) {
		synchronized (this.lock) {
			this.log.trimHistory(now);
			return this.clients == 0 && this.log.historySize() == 0;
		}
	}

	/**
	 * Drops all history.
	 */
	void dropHistory() {
		synchronized (this.lock) {
			this.log.dropHistory();
		}
	}

	/**
	 * Returns how many bytes of memory the live entries take.
	 */
	long liveBytes() {
		synchronized (this.lock) {
			return this.log.liveBytes();
		}
	}

	/**
	 * Drops the older half of the live entries that every subscriber was offered.
	 * @return whether there was anything to drop
	 */
	boolean shortenLive() {
		synchronized (this.lock) {
			return this.log.shortenLive(this.passedOn);
		}
	}

	// The rest is for the room's pass only.

	SubscriberList subscribers() {
		return this.subscribers;
	}

	/**
	 * Begins a pass.
	 * @param fresh gets the entries that no pass has seen
	 * @param empty a list that the room may use from now on
	 * @return the subscribers to attend to
	 */
	List<Subscriber> begin(LogSlice fresh, List<Subscriber> empty) {
		synchronized (this.lock) {
			fresh.copyLive(this.log, this.passedOn);
			List<Subscriber> attended = this.attention;
			for (Subscriber subscriber : attended) {
				subscriber.beginPass();
			}
			this.attention = empty;
			return attended;
		}
	}

	/**
	 * Reads the live entries from a cursor on.
	 * @return false if the log has dropped the first of them, and nothing was read
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
	 * Reads the next messages of a replay from the history.
	 * @return the position after which the replay goes on if some of its messages are
	 * gone, else null
	 */
	@Nullable Position readHistory(LogSlice slice, Replay replay) {
		synchronized (this.lock) {
			Position gap = null;
			long last = replay.lastOffset();
			long first = Math.min(this.log.firstOffset(), last + 1);
			if (replay.nextOffset() < first) {
				gap = new Position(this.log.position().epoch(), first - 1);
				replay.moveTo(first);
			}
			slice.copyHistory(this.log, replay.nextOffset(), last);
			return gap;
		}
	}

	/**
	 * Has a subscriber whose next live entries were dropped go on from the history.
	 */
	void switchToHistory(Subscriber subscriber) {
		synchronized (this.lock) {
			subscriber.switchToHistory(this.log);
		}
	}

	/**
	 * Ends a pass that offered all entries before a sequence to every subscriber.
	 * @param lag how many entries the subscriber that lags most has yet to get
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
			this.log.trimLive(passedOn, this.subscribers.lagging() > 0);
			released = this.backpressure.release();
			again = this.log.head() > passedOn || !this.attention.isEmpty();
			this.passScheduled = again;
		}
		schedulePass(again);
		for (Runnable action : released) {
			this.pump.failures().contain("what waited for room " + this.name, action);
		}
	}

}
