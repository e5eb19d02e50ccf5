package io.roomcast.fanout;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * What has gone through all rooms since the start. Any thread.
 */
public final class Traffic {

	/**
	 * The close codes that are counted each for itself: those of RFC 6455 section 7.4.1,
	 * its registry's 1012 and 1013, and our own.
	 */
	public static final List<Integer> CLOSE_CODES = List.of(1000, 1001, 1002, 1003, 1005, 1006, 1007, 1008, 1009, 1011,
			1012, 1013, 4401);

	private final LongAdder received = new LongAdder();

	private final LongAdder delivered = new LongAdder();

	private final LongAdder opened = new LongAdder();

	// A client may send any code from 3000 to 4999: only the known ones are told apart.
	private final Map<Integer, LongAdder> closed = CLOSE_CODES.stream()
		.collect(Collectors.toUnmodifiableMap((code) -> code, (code) -> new LongAdder()));

	private final LongAdder closedOtherwise = new LongAdder();

	private final Map<Slow, LongAdder> slow = Map.of(Slow.CAUGHT_UP, new LongAdder(), Slow.LOST, new LongAdder(),
			Slow.TIMEOUT, new LongAdder());

	private final LongAdder bytesInFlight = new LongAdder();

	private volatile LongConsumer delays = (nanos) -> {
	};

	void addReceived() {
		this.received.increment();
	}

	void addDelivered(long entries) {
		this.delivered.add(entries);
	}

	void addOpened() {
		this.opened.increment();
	}

	void addBytesInFlight(long change) {
		this.bytesInFlight.add(change);
	}

	void addDelay(long nanos) {
		this.delays.accept(nanos);
	}

	public void addClosed(int code) {
		this.closed.getOrDefault(code, this.closedOtherwise).increment();
	}

	public void addSlow(Slow outcome) {
		LongAdder count = this.slow.get(outcome);
		if (count != null) {
			count.increment();
		}
	}

	/**
	 * Has the delay of each pass, in nanoseconds, given to a listener: from the moment
	 * that the oldest of its entries was added to the moment that the last socket was
	 * offered it.
	 * @param listener called by pump threads; must not block
	 */
	public void onDelay(LongConsumer listener) {
		this.delays = listener;
	}

	/**
	 * Messages that a room took, from clients and by HTTP.
	 */
	public long received() {
		return this.received.sum();
	}

	/**
	 * Entries written to outlets: each counts once per subscriber that it went to.
	 */
	public long delivered() {
		return this.delivered.sum();
	}

	/**
	 * Clients that joined a room.
	 */
	public long opened() {
		return this.opened.sum();
	}

	/**
	 * Clients that left, by close code; for any code that is not told apart, all of
	 * those.
	 */
	public long closed(int code) {
		return this.closed.getOrDefault(code, this.closedOtherwise).sum();
	}

	/**
	 * How often a client whose socket did not take a write fared so.
	 */
	public long slow(Slow outcome) {
		LongAdder count = this.slow.get(outcome);
		return (count != null) ? count.sum() : 0;
	}

	/**
	 * Bytes that sockets have yet to take of writes that are under way.
	 */
	public long bytesInFlight() {
		return this.bytesInFlight.sum();
	}

	/**
	 * What becomes of a client whose socket does not take a write.
	 */
	public enum Slow {

		/** It read on and got everything. */
		CAUGHT_UP,

		/** The log moved past it. */
		LOST,

		/** It did not read in time. */
		TIMEOUT

	}

}
