package io.roomcast.fanout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

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

	/** Every change of the number of clients was told. */
	private static final int TOLD = -1;

	private final String name;

	private final Limits limits;

	private final Pump pump;

	private final Budgets budgets;

	private final Object lock = new Object();

	// Guarded by the lock.
	private final RoomLog log;

	private List<Subscriber> attention = new ArrayList<>(2);

	private final Backpressure backpressure;

	// Those of a room whose messages get their positions elsewhere, by their
	// numbers: what a client said before it came back may come after it.
	private Map<Long, Subscriber> connected = Map.of();

	private long passedOn;

	private boolean passScheduled;

	private boolean corked;

	private boolean sealed;

	private boolean open;

	// Written under the lock, read by anyone.
	private volatile int clients;

	private volatile int listeners;

	private volatile int toldClients = TOLD;

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
	 * Returns how many clients are in the room now, those that are away included.
	 */
	public int clients() {
		return this.clients;
	}

	/**
	 * Returns whether anybody listens who is no client.
	 */
	public boolean hasListeners() {
		return this.listeners > 0;
	}

	/**
	 * Returns whether the room is of any interest to others than its listeners: whether
	 * it has clients or history.
	 */
	public boolean isInUse() {
		synchronized (this.lock) {
			return this.clients > 0 || this.log.historySize() > 0;
		}
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
	 * @return null if it was not added
	 */
	public @Nullable StoredMessage publish(Subscriber sender, Content content) {
		StoredMessage stored;
		boolean idle;
		synchronized (this.lock) {
			if (sender.hasLeft() || this.sealed) {
				return null;
			}
			stored = append(Kind.MESSAGE, sender.id(), sender, content).stored();
			idle = claimPass();
		}
		this.pump.traffic().addReceived();
		schedulePass(idle);
		return stored;
	}

	/**
	 * Adds messages that got their positions from elsewhere, also if the room is sealed.
	 * The subscribers that sent them get them, too. Does not count them as received.
	 * @param messages the first must follow the last message of the room, and each of the
	 * others the one before it
	 */
	public void accept(List<Placed> messages) {
		boolean idle;
		synchronized (this.lock) {
			this.log.requireNext(messages);
			long now = this.pump.now();
			for (Placed message : messages) {
				added(this.log.accept(message, now), this.connected.get(message.sender()), now);
			}
			idle = claimPass();
		}
		schedulePass(idle);
	}

	/**
	 * Tells all subscribers that a client without a subscriber here has joined or left.
	 * In a large room they are not told.
	 * @param clients how many clients are in the room from now on
	 * @param change run before anybody is told. Called under the room's lock: must
	 * neither block nor take a lock
	 */
	public void tell(long client, Content notice, int clients, Runnable change) {
		boolean idle;
		synchronized (this.lock) {
			if (change(clients, change)) {
				append(Kind.NOTICE, client, null, notice);
			}
			idle = claimPass();
		}
		schedulePass(idle);
	}

	/**
	 * Sets how many clients are in the room, of which nobody is told.
	 */
	public void count(int clients) {
		synchronized (this.lock) {
			countTo(clients);
		}
	}

	/**
	 * Has the log, which has had no message on this branch yet, go on from a position
	 * that is known only now.
	 * @throws IllegalStateException if it has had one
	 */
	public void begin(Position start) {
		synchronized (this.lock) {
			if (this.log.position().offset() > 0) {
				throw new IllegalStateException("room " + this.name + " is at " + this.log.position() + " already");
			}
			this.log.replaceHistory(List.of(), start, this.pump.now());
		}
	}

	/**
	 * Changes who is in the room.
	 * @return whether subscribers are to be told
	 */
	private boolean change(int clients, Runnable change) {
		// Somebody may be connected who is not counted: where it is is being found out.
		boolean heard = clients > 0 || !this.connected.isEmpty();
		boolean noticed = heard && Math.max(clients, this.clients) <= this.limits.noticesUpTo();
		countTo(clients);
		this.pump.failures().contain("changing who is in room " + this.name, change);
		return noticed;
	}

	/**
	 * Goes on from another branch of what was said: drops the history and the claim that
	 * what subscribers got before is valid. They get what was added before, then the
	 * notice, then what is added from now on. A subscriber that cannot get all that was
	 * added before, as it is dropped, is closed.
	 * @param history the messages of the new branch that are not delivered, but kept for
	 * those that come back; contiguous
	 * @param end the position of the last message from now on, which is the last of the
	 * history unless that is empty
	 * @param gap tells subscribers that messages are gone
	 */
	public void breakOff(List<Placed> history, Position end, Content gap) {
		boolean idle;
		synchronized (this.lock) {
			this.log.replaceHistory(history, end, this.pump.now());
			append(Kind.NOTICE, NOBODY, null, gap);
			this.log.beginBranch();
			idle = claimPass();
		}
		schedulePass(idle);
	}

	/**
	 * Answers a subscriber at its place in the order: after the entries that are in the
	 * log now, before those that follow. The others see nothing of it. Does nothing if
	 * the subscriber has left.
	 * @param answer makes the content, which renders for the sender only. Called under
	 * the room's lock: must neither block nor take a lock
	 */
	public void answerInOrder(Subscriber subscriber, Supplier<Content> answer) {
		boolean idle;
		synchronized (this.lock) {
			if (subscriber.hasLeft()) {
				return;
			}
			append(Kind.NOTICE, subscriber.id(), subscriber, answer.get());
			idle = claimPass();
		}
		schedulePass(idle);
	}

	/**
	 * Tells all subscribers something that is not kept.
	 */
	public void announce(Content notice) {
		boolean idle;
		synchronized (this.lock) {
			append(Kind.NOTICE, NOBODY, null, notice);
			idle = claimPass();
		}
		schedulePass(idle);
	}

	/**
	 * Returns how many clients are in the room if that changed without notices since the
	 * last call. One thread at a time.
	 */
	public OptionalInt takeUntoldClients() {
		if (this.toldClients == TOLD) {
			return OptionalInt.empty();
		}
		synchronized (this.lock) {
			boolean changed = this.toldClients != this.clients;
			this.toldClients = TOLD;
			return changed ? OptionalInt.of(this.clients) : OptionalInt.empty();
		}
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
			stored = append(Kind.MESSAGE, NOBODY, null, content).stored();
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
	 * Adds a subscriber, its welcome and the notice that its client joined. It gets the
	 * welcome first, then what it has missed, if it is to start earlier, then everything
	 * from the notice on. A large room gets no notice. If the welcome cannot be encoded,
	 * the subscriber has not joined.
	 * @return whether the caller must call {@link #schedulePass}
	 */
	boolean join(Subscriber subscriber, Joining joining) {
		synchronized (this.lock) {
			return join(subscriber, joining, this.clients + 1);
		}
	}

	/**
	 * Does what {@link #join(Subscriber, Joining)} does, without counting.
	 * @param clients how many clients are in the room from now on; ignored if the client
	 * has been in the room all the time
	 */
	boolean join(Subscriber subscriber, Joining joining, int clients) {
		synchronized (this.lock) {
			Content notice = joining.notice();
			boolean recovered = joining.start() instanceof Start.After after && this.log.canFollow(after.position());
			long start = this.log.numberBefore(joining.start());
			byte[] frames = joining.welcome()
				.frames(new JoinResult(this.log.positionOf(start), recovered,
						(notice != null) ? clients : this.clients));
			subscriber.enter(this, this.log, start);
			subscriber.outbox().open(this.budgets.clients());
			subscriber.outbox().add(frames);
			queue(subscriber);
			if (this.open) {
				this.connected.put(subscriber.id(), subscriber);
			}
			if (subscriber.isListener()) {
				listeners(1);
			}
			if (notice != null) {
				boolean noticed = Math.max(clients, this.clients) <= this.limits.noticesUpTo();
				countTo(clients);
				if (noticed) {
					append(Kind.NOTICE, subscriber.id(), subscriber, notice);
				}
			}
			return claimPass();
		}
	}

	/**
	 * Counts the clients anew, and remembers that this is untold if notices do not tell.
	 */
	private void countTo(int clients) {
		if (Math.max(clients, this.clients) > this.limits.noticesUpTo() && this.toldClients == TOLD) {
			this.toldClients = this.clients;
		}
		this.clients = clients;
	}

	/**
	 * Removes a subscriber. It still gets what was said before.
	 * @param notice goes to those who stay; null if the client stays, too, without a
	 * subscriber
	 * @return whether it was in the room; the listener hears nothing if not
	 */
	boolean leave(Subscriber subscriber, @Nullable Content notice, LeaveListener listener) {
		boolean idle;
		synchronized (this.lock) {
			if (!subscriber.leave(this.log, listener)) {
				return false;
			}
			if (this.open) {
				this.connected.remove(subscriber.id(), subscriber);
			}
			if (subscriber.isListener()) {
				listeners(-1);
			}
			queue(subscriber);
			if (notice != null) {
				removeClient(subscriber.id(), notice, listener);
			}
			idle = claimPass();
		}
		schedulePass(idle);
		return true;
	}

	/**
	 * Removes a client that has no subscriber here.
	 */
	void leaveAbsent(long client, Content notice, LeaveListener listener) {
		boolean idle;
		synchronized (this.lock) {
			removeClient(client, notice, listener);
			idle = claimPass();
		}
		schedulePass(idle);
	}

	private void removeClient(long client, Content notice, LeaveListener listener) {
		boolean noticed = this.clients <= this.limits.noticesUpTo();
		countTo(this.clients - 1);
		this.pump.failures().contain("leaving room " + this.name, listener::onLeft);
		if (noticed && (this.clients > 0 || hasListeners())) {
			append(Kind.NOTICE, client, null, notice);
		}
	}

	@SuppressWarnings("NonAtomicVolatileUpdate") // written under the lock only
	private void listeners(int change) {
		this.listeners += change;
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
	 * Returns the messages after a position, as far as they are kept.
	 * @param since the message after which to begin; the page begins with the oldest
	 * message that is kept if this is null, or if a message after it is gone
	 * @param limit how many messages at most
	 */
	public HistoryPage pageAfter(@Nullable Position since, int limit) {
		synchronized (this.lock) {
			return HistoryPages.after(this.log, since, limit);
		}
	}

	/**
	 * Returns the messages before a position, as far as they are kept.
	 * @param before the message before which the page ends; it ends with the last message
	 * if this is null, or of another log
	 * @param limit how many messages at most
	 */
	public HistoryPage pageBefore(@Nullable Position before, int limit) {
		synchronized (this.lock) {
			return HistoryPages.before(this.log, before, limit);
		}
	}

	/**
	 * Returns whether publishers must wait now, as the pump lags.
	 */
	public boolean isBehind() {
		synchronized (this.lock) {
			return this.backpressure.isBehind();
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
	 * Holds passes back until {@link #uncork()}, so that what is added meanwhile goes to
	 * each subscriber with one write. For milliseconds only: leaving, and whatever else
	 * subscribers wait for, is held back, too. Has no effect while publishers must wait.
	 */
	public void cork() {
		synchronized (this.lock) {
			this.corked = true;
		}
	}

	/**
	 * Delivers what was held back, and holds nothing back from now on.
	 */
	public void uncork() {
		boolean idle;
		synchronized (this.lock) {
			this.corked = false;
			idle = isPassDue(this.passedOn) && claimPass();
		}
		schedulePass(idle);
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

	private Entry append(Kind kind, long client, @Nullable Subscriber sender, Content content) {
		long now = this.pump.now();
		return added(this.log.append(kind, client, content, now), sender, now);
	}

	private Entry added(Entry entry, @Nullable Subscriber sender, long now) {
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
		if (this.passScheduled || isHeldBack()) {
			return false;
		}
		this.passScheduled = true;
		return true;
	}

	private boolean isHeldBack() {
		return this.corked && !this.backpressure.isBehind();
	}

	private boolean isPassDue(long passedOn) {
		return !isHeldBack() && (this.log.head() > passedOn || !this.attention.isEmpty());
	}

	void schedulePass(boolean claimed) {
		if (claimed) {
			this.pump.schedule(this);
		}
	}

	/**
	 * Drops the history that is too old.
	 * @return whether the room may go: it is not open, and nothing is left, neither a
	 * client nor a listener nor history
	 */
	boolean expire(long now) {
		synchronized (this.lock) {
			this.log.trimHistory(now);
			return !this.open && this.clients == 0 && !hasListeners() && this.log.historySize() == 0;
		}
	}

	/**
	 * Keeps the room from going until it is closed, and gives it its first history.
	 */
	void open(List<Placed> history, Position end) {
		synchronized (this.lock) {
			this.open = true;
			this.connected = new HashMap<>();
			this.log.replaceHistory(history, end, this.pump.now());
		}
	}

	/**
	 * Lets the room go as any other. Drops its history if no client is in it.
	 */
	void close() {
		synchronized (this.lock) {
			this.open = false;
			if (this.clients == 0) {
				this.log.dropHistory();
			}
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
	 * Reads the next messages of a subscriber's replay from the history. If some of them
	 * are gone, the replay is moved past them.
	 * @return false if the history was replaced by another branch, and nothing was read
	 */
	boolean readHistory(LogSlice slice, Subscriber subscriber) {
		synchronized (this.lock) {
			if (subscriber.cursor() < this.log.branchStart()) {
				return false;
			}
			Replay replay = subscriber.replay();
			long first = this.log.firstNumber();
			long last = replay.lastNumber();
			if (last < first) {
				replay.moveTo(last + 1, replay.end());
			}
			else if (replay.nextNumber() < first) {
				replay.moveTo(first, this.log.positionOf(first - 1));
			}
			slice.copyHistory(this.log, replay.nextNumber(), last);
			return true;
		}
	}

	/**
	 * Has a subscriber whose next live entries were dropped go on from the history.
	 * @return false if the history was replaced by another branch since, and the
	 * subscriber cannot go on
	 */
	boolean switchToHistory(Subscriber subscriber) {
		synchronized (this.lock) {
			if (subscriber.cursor() < this.log.branchStart()) {
				return false;
			}
			subscriber.switchToHistory(this.log);
			return true;
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
			again = isPassDue(passedOn);
			this.passScheduled = again;
		}
		schedulePass(again);
		for (Runnable action : released) {
			this.pump.failures().contain("what waited for room " + this.name, action);
		}
	}

}
