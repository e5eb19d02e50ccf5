package io.roomcast.engine.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongConsumer;

import io.roomcast.engine.SessionDirectory;
import io.roomcast.engine.SessionRecord;

/**
 * Which node has which session, and the numbers of clients, which are taken from Redis in
 * blocks.
 */
final class RedisDirectory implements SessionDirectory {

	/** A node that has died leaves its sessions behind for so long. */
	static final Duration SESSION_TTL = Duration.ofHours(1);

	private static final long BLOCK = 1000;

	private final RoomContext context;

	private final NodeCalls calls;

	private final ConcurrentMap<Long, SessionRecord> sessions = new ConcurrentHashMap<>();

	// Of clients that come back to this node.
	private final Set<Long> claiming = ConcurrentHashMap.newKeySet();

	private volatile LongConsumer onTakenOver = (client) -> {
	};

	// Guarded by this: the numbers before an end are this node's, those of a second block
	// follow them.
	private long next = 1;

	private long end = 1;

	private long secondBlock;

	private boolean fetching;

	private long highest;

	RedisDirectory(RoomContext context) {
		this.context = context;
		this.calls = new NodeCalls(context.settings().keys(), context.node());
	}

	@Override
	public long nextClient() {
		long client;
		synchronized (this) {
			if (this.next == this.end && this.secondBlock > 0) {
				this.next = this.secondBlock;
				this.end = this.secondBlock + BLOCK;
				this.secondBlock = 0;
			}
			client = (this.next < this.end) ? this.next : 0;
			this.next += (client > 0) ? 1 : 0;
		}
		fetchIfShort();
		return client;
	}

	/**
	 * Returns whether there is a number for one more client.
	 */
	synchronized boolean hasNumbers() {
		return this.next < this.end || this.secondBlock > 0;
	}

	/**
	 * Takes a block of numbers, if there are less than one left.
	 */
	void fetchIfShort() {
		synchronized (this) {
			if (this.fetching || this.secondBlock > 0 || this.end - this.next > BLOCK / 2) {
				return;
			}
			this.fetching = true;
		}
		this.context.link().increment(this.context.settings().keys().numbers(), BLOCK).whenComplete((last, failure) -> {
			if (failure != null) {
				this.context.lost(failure, "taking numbers for clients");
			}
			fetched((failure == null) ? last : 0);
		});
	}

	private synchronized void fetched(long last) {
		this.fetching = false;
		if (last <= this.highest) {
			// Redis has lost its counter: others have these numbers.
			return;
		}
		this.highest = last;
		long first = last - BLOCK + 1;
		if (this.next == this.end) {
			this.next = first;
			this.end = first + BLOCK;
		}
		else {
			this.secondBlock = first;
		}
	}

	/**
	 * Tells Redis, which may have lost its data, what it must know of this node.
	 */
	void connected() {
		long known;
		synchronized (this) {
			known = this.highest;
		}
		this.context.link().run(this.calls.raiseNumbers(known)).whenComplete((raised, failure) -> {
			if (failure != null) {
				this.context.lost(failure, "raising the numbers of clients");
			}
			else {
				fetchIfShort();
			}
		});
		this.sessions.values().forEach((session) -> store(session, true));
	}

	/**
	 * Keeps the sessions of this node from expiring.
	 */
	void refresh() {
		this.sessions.values().forEach((session) -> {
			store(session, true);
			this.context.link().expire(this.context.settings().keys().session(session.client()), SESSION_TTL);
		});
	}

	@Override
	public CompletionStage<Void> register(SessionRecord session) {
		this.sessions.put(session.client(), session);
		return this.context.guard(store(session, false), "the session of a client");
	}

	private CompletionStage<Void> store(SessionRecord session, boolean ifMissing) {
		return this.context.link()
			.set(this.context.settings().keys().session(session.client()), this.calls.stored(session), SESSION_TTL,
					ifMissing)
			.thenApply((done) -> null);
	}

	@Override
	public CompletionStage<Optional<SessionRecord>> takeOver(long client, String secretHash) {
		this.claiming.add(client);
		CompletionStage<Optional<SessionRecord>> taken = this.context.link()
			.run(this.calls.claimSession(client, secretHash, SESSION_TTL))
			.thenApply((claimed) -> claimed.flatMap((was) -> {
				if (!was.node().equals(this.context.node())) {
					this.context.link()
						.publish(this.context.settings().keys().node(was.node()),
								new NodeMessage.SessionTaken(client).encode());
				}
				this.sessions.put(client, was.session());
				return Optional.of(was.session());
			}))
			.whenComplete((done, failure) -> this.claiming.remove(client));
		return this.context.guard(taken, "the session of a client");
	}

	@Override
	public void forget(long client) {
		this.sessions.remove(client);
		this.context.run(this.calls.forgetSession(client), (forgotten, failure) -> {
			if (failure != null) {
				this.context.lost(failure, "forgetting a session");
			}
		});
	}

	@Override
	public void onTakenOver(LongConsumer listener) {
		this.onTakenOver = listener;
	}

	/**
	 * Takes notice that another node has taken a session of this one, which may have come
	 * back since.
	 */
	void takenOver(NodeMessage.SessionTaken message) {
		long client = message.client();
		this.context.link().get(this.context.settings().keys().session(client)).whenComplete((stored, failure) -> {
			if (failure != null) {
				this.context.lost(failure, "asking for the node of a session");
			}
			else if (!this.claiming.contains(client) && stored.filter(this.calls::isOfThisNode).isEmpty()) {
				this.sessions.remove(client);
				this.onTakenOver.accept(client);
			}
		});
	}

}
