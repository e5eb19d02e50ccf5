package io.roomcast.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * All senders, and when they speak: see {@link Scenario.Pace}.
 */
final class Speakers {

	private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

	private final List<Sender> senders = new ArrayList<>();

	private final Scenario.Pace pace;

	private boolean silent = true;

	private long began;

	private long said;

	Speakers(Scenario.Pace pace) {
		this.pace = pace;
	}

	void add(Sender sender) {
		this.senders.add(sender);
	}

	void begin(long now) {
		this.began = now;
		this.silent = false;
		this.senders.forEach(Sender::introduce);
		for (int i = 0; i < this.pace.window(); i++) {
			this.senders.forEach((sender) -> sender.say(System.nanoTime()));
		}
	}

	void end() {
		this.silent = true;
	}

	/**
	 * Says what is due in an open loop.
	 * @return nanoseconds until something is to be done here again
	 */
	long speak(long now) {
		if (this.silent || !this.pace.isOpenLoop()) {
			return IDLE_NANOS;
		}
		long due = due();
		while (due <= now) {
			this.senders.get((int) (this.said++ % this.senders.size())).say(due);
			due = due();
		}
		return due - now;
	}

	/**
	 * Notes that a message has reached everyone: in a closed loop the window has room for
	 * the next.
	 */
	void completed(Sender sender) {
		if (!this.silent && !this.pace.isOpenLoop()) {
			sender.say(System.nanoTime());
		}
	}

	private long due() {
		return this.began + this.said * TimeUnit.SECONDS.toNanos(1) / this.pace.perSecond();
	}

}
