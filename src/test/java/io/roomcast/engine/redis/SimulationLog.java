package io.roomcast.engine.redis;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What went wrong in a simulation, and how often what it is about has happened. Any
 * thread may call.
 */
final class SimulationLog {

	private final List<String> faults = new CopyOnWriteArrayList<>();

	final AtomicInteger placed = new AtomicInteger();

	final AtomicInteger unavailable = new AtomicInteger();

	final AtomicInteger repeated = new AtomicInteger();

	final AtomicInteger joined = new AtomicInteger();

	final AtomicInteger refused = new AtomicInteger();

	final AtomicInteger moved = new AtomicInteger();

	final AtomicInteger displaced = new AtomicInteger();

	final AtomicInteger gaps = new AtomicInteger();

	void fault(String what) {
		this.faults.add(what);
	}

	void require(boolean condition, String otherwise) {
		if (!condition) {
			fault(otherwise);
		}
	}

	List<String> faults() {
		return List.copyOf(this.faults);
	}

	@Override
	public String toString() {
		return "placed " + this.placed + ", unavailable " + this.unavailable + ", repeated " + this.repeated
				+ ", joined " + this.joined + ", refused " + this.refused + ", moved " + this.moved + ", displaced "
				+ this.displaced + ", gaps " + this.gaps;
	}

}
