package io.roomcast.fanout;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
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

	void addReceived() {
		this.received.increment();
	}

	void addDelivered(long entries) {
		this.delivered.add(entries);
	}

	void addOpened() {
		this.opened.increment();
	}

	public void addClosed(int code) {
		this.closed.getOrDefault(code, this.closedOtherwise).increment();
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
	 * Messages that clients sent and a room took.
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

}
