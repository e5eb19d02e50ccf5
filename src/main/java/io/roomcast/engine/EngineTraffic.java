package io.roomcast.engine;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts what the engine of a node does to keep in step with the others. Any thread may
 * call.
 */
public final class EngineTraffic {

	private final Map<Event, LongAdder> counts = Stream.of(Event.values())
		.collect(Collectors.toUnmodifiableMap((event) -> event, (event) -> new LongAdder()));

	private volatile LongConsumer onBatch = (entries) -> {
	};

	private volatile LongConsumer onRoundTrip = (nanos) -> {
	};

	private volatile LongConsumer onLag = (nanos) -> {
	};

	public void add(Event event) {
		adder(event).increment();
	}

	public long count(Event event) {
		return adder(event).sum();
	}

	private LongAdder adder(Event event) {
		return Objects.requireNonNull(this.counts.get(event));
	}

	/**
	 * Notes a publish call.
	 * @param entries how many it carried
	 * @param nanos how long its answer took
	 */
	public void addBatch(int entries, long nanos) {
		this.onBatch.accept(entries);
		this.onRoundTrip.accept(nanos);
	}

	/**
	 * Notes how long a message took from its publishing here until it was in the log.
	 */
	public void addLag(long nanos) {
		this.onLag.accept(nanos);
	}

	/**
	 * Sets what hears how many entries each publish call carried.
	 */
	public void onBatch(LongConsumer listener) {
		this.onBatch = listener;
	}

	/**
	 * Sets what hears how long each publish call took, in nanoseconds.
	 */
	public void onRoundTrip(LongConsumer listener) {
		this.onRoundTrip = listener;
	}

	/**
	 * Sets what hears how long messages took from their publishing until they were in the
	 * log, in nanoseconds; one of each batch.
	 */
	public void onLag(LongConsumer listener) {
		this.onLag = listener;
	}

	/**
	 * What is counted.
	 */
	public enum Event {

		/** A call failed or got no answer in time. */
		ERRORS,

		/** Messages did not arrive, and were read from the stream. */
		GAPS_FILLED,

		/** Messages were gone, and the clients were told. */
		GAPS_ANNOUNCED,

		/** Redis went back to an older state, or lost its data. */
		FORKS,

		/** Subscriptions were made anew. */
		RESUBSCRIBES

	}

}
