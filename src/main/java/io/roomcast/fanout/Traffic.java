package io.roomcast.fanout;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts what has gone through all rooms since the start. Any thread may call.
 */
public final class Traffic {

	/**
	 * Returns the close codes that are counted each for itself: those of RFC 6455 section
	 * 7.4.1, its registry's 1012 and 1013, and our own.
	 */
	public static final List<Integer> CLOSE_CODES = List.of(1000, 1001, 1002, 1003, 1005, 1006, 1007, 1008, 1009, 1011,
			1012, 1013, 4000, 4001, 4002, 4003, 4004, 4100, 4101);

	private final LongAdder received = new LongAdder();

	private final LongAdder delivered = new LongAdder();

	private final LongAdder opened = new LongAdder();

	private final LongAdder clients = new LongAdder();

	private final LongAdder listeners = new LongAdder();

	private final LongAdder listened = new LongAdder();

	// A client may send any code from 3000 to 4999: only the known ones are told apart.
	private final Map<Integer, LongAdder> closed = CLOSE_CODES.stream()
		.collect(Collectors.toUnmodifiableMap((code) -> code, (code) -> new LongAdder()));

	private final LongAdder closedOtherwise = new LongAdder();

	private final Map<Slow, LongAdder> slow = Map.of(Slow.CAUGHT_UP, new LongAdder(), Slow.LOST, new LongAdder(),
			Slow.TIMEOUT, new LongAdder());

	private final Map<Refused, LongAdder> refused = Stream.of(Refused.values())
		.collect(Collectors.toUnmodifiableMap((reason) -> reason, (reason) -> new LongAdder()));

	private final LongAdder bytesInFlight = new LongAdder();

	private final LongAdder bytesReceived = new LongAdder();

	private final LongAdder bytesSent = new LongAdder();

	private final LongAdder resumed = new LongAdder();

	private final AtomicInteger away = new AtomicInteger();

	private final LongAdder recovered = new LongAdder();

	private final LongAdder unrecovered = new LongAdder();

	private volatile LongConsumer delays = (nanos) -> {
	};

	/**
	 * Counts a message that a room took.
	 */
	public void addReceived() {
		this.received.increment();
	}

	void addDelivered(long entries) {
		this.delivered.add(entries);
	}

	/**
	 * Counts a client that has connected.
	 */
	public void addOpened() {
		this.opened.increment();
		this.clients.increment();
	}

	/**
	 * Counts a listener that has connected, and is no client.
	 */
	public void addListener() {
		this.listened.increment();
		this.listeners.increment();
	}

	/**
	 * Counts a listener whose connection has ended.
	 */
	public void removeListener() {
		this.listeners.decrement();
	}

	void addBytesInFlight(long change) {
		this.bytesInFlight.add(change);
	}

	void addDelay(long nanos) {
		this.delays.accept(nanos);
	}

	/**
	 * Counts bytes that were read from the socket of a client.
	 */
	public void addBytesReceived(long bytes) {
		this.bytesReceived.add(bytes);
	}

	/**
	 * Counts bytes that the socket of a client or a listener took.
	 */
	public void addBytesSent(long bytes) {
		this.bytesSent.add(bytes);
	}

	/**
	 * Counts a client that came back to its session.
	 */
	public void addResumed() {
		this.resumed.increment();
	}

	/**
	 * Notes that a client is away now, and may come back, unless that would be one more
	 * than may be away at once.
	 * @return whether it is away
	 */
	public boolean addAway(int most) {
		boolean within = this.away.incrementAndGet() <= most;
		if (!within) {
			this.away.decrementAndGet();
		}
		return within;
	}

	/**
	 * Notes that a client is away no more: it came back, or is gone for good.
	 */
	public void removeAway() {
		this.away.decrementAndGet();
	}

	/**
	 * Counts a client or a listener that came into a room with the position up to which
	 * it had read.
	 * @param complete whether the room still had everything after that
	 */
	public void addRecovery(boolean complete) {
		(complete ? this.recovered : this.unrecovered).increment();
	}

	/**
	 * Counts a client whose connection has ended.
	 * @param code how, RFC 6455 section 7.4
	 */
	public void addClosed(int code) {
		this.clients.decrement();
		this.closed.getOrDefault(code, this.closedOtherwise).increment();
	}

	public void addSlow(Slow outcome) {
		LongAdder count = this.slow.get(outcome);
		if (count != null) {
			count.increment();
		}
	}

	/**
	 * Counts something that a client asked for and did not get.
	 */
	public void addRefused(Refused reason) {
		LongAdder count = this.refused.get(reason);
		if (count != null) {
			count.increment();
		}
	}

	/**
	 * Returns how often something was refused for a reason.
	 */
	public long refused(Refused reason) {
		LongAdder count = this.refused.get(reason);
		return (count != null) ? count.sum() : 0;
	}

	/**
	 * Sets the listener that gets the delay of each pass in nanoseconds: from the moment
	 * that the oldest of its entries was added until the last socket was offered it.
	 * @param listener called by pump threads; must not block
	 */
	public void onDelay(LongConsumer listener) {
		this.delays = listener;
	}

	/**
	 * Returns how many messages rooms took, from clients and by HTTP.
	 */
	public long received() {
		return this.received.sum();
	}

	/**
	 * Returns how many entries were written to outlets; each counts once for each
	 * subscriber.
	 */
	public long delivered() {
		return this.delivered.sum();
	}

	/**
	 * Returns how many clients have connected.
	 */
	public long opened() {
		return this.opened.sum();
	}

	/**
	 * Returns how many clients are connected.
	 */
	public long clients() {
		return this.clients.sum();
	}

	/**
	 * Returns how many listeners are connected.
	 */
	public long listeners() {
		return this.listeners.sum();
	}

	/**
	 * Returns how many listeners have connected.
	 */
	public long listened() {
		return this.listened.sum();
	}

	/**
	 * Returns how many connections ended with a close code; for a code that is not in
	 * {@link #CLOSE_CODES}, how many ended with any such code.
	 */
	public long closed(int code) {
		return this.closed.getOrDefault(code, this.closedOtherwise).sum();
	}

	/**
	 * Returns how many waits for a client's socket ended so.
	 */
	public long slow(Slow outcome) {
		LongAdder count = this.slow.get(outcome);
		return (count != null) ? count.sum() : 0;
	}

	/**
	 * Returns how many bytes sockets have yet to take of writes that are under way.
	 */
	public long bytesInFlight() {
		return this.bytesInFlight.sum();
	}

	/**
	 * Returns how many bytes were read from the sockets of clients.
	 */
	public long bytesReceived() {
		return this.bytesReceived.sum();
	}

	/**
	 * Returns how many bytes the sockets of clients and listeners took.
	 */
	public long bytesSent() {
		return this.bytesSent.sum();
	}

	/**
	 * Returns how often clients came back to their sessions.
	 */
	public long resumed() {
		return this.resumed.sum();
	}

	/**
	 * Returns how many clients are away.
	 */
	public long away() {
		return this.away.get();
	}

	/**
	 * Returns how often a room still had everything, or no longer had it, that came after
	 * the position with which a client or a listener came.
	 */
	public long recoveries(boolean complete) {
		return (complete ? this.recovered : this.unrecovered).sum();
	}

	/**
	 * How the wait for a client whose socket did not take a write ended.
	 */
	public enum Slow {

		/** The client read on and got everything. */
		CAUGHT_UP,

		/** The log dropped what the client had yet to get. */
		LOST,

		/** The client did not read for the send timeout. */
		TIMEOUT

	}

	/**
	 * Why something was refused that a limit, a rule or a token stands against.
	 */
	public enum Refused {

		/** The node has as many clients as it takes. */
		CLIENTS,

		/** The address has as many connections as one may have. */
		ADDRESS,

		/** The address has connected too often. */
		CONNECTION_RATE,

		/** The client has sent too many messages. */
		MESSAGE_RATE,

		/** The client has sent too many bytes. */
		BYTE_RATE,

		/** The message is too large. */
		MESSAGE_SIZE,

		/** The node has as many rooms as it keeps. */
		ROOMS,

		/** As many clients are away as may be: the client leaves at once. */
		AWAY,

		/** The client is in as many rooms as it may be. */
		CLIENT_ROOMS,

		/** The request is no handshake of RFC 6455. */
		HANDSHAKE,

		/** The request did not come whole in time. */
		REQUEST_TIME,

		/** Pages of the origin may not connect. */
		ORIGIN,

		/** There is no valid token. */
		TOKEN,

		/** The client may not enter the room, or not speak in it. */
		NOT_ALLOWED,

		/** The node is about to stop. */
		SHUTTING_DOWN

	}

}
