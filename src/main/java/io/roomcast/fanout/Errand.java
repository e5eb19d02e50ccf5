package io.roomcast.fanout;

import io.roomcast.fanout.Outlet.Taken;
import io.roomcast.fanout.Traffic.Slow;

/**
 * A write for one subscriber alone: because it sees something of its own, lies behind, or
 * has come back and is brought what it missed. Used by one pass at a time.
 */
final class Errand {

	private static final int LOST_CODE = 1013;

	private final Traffic traffic;

	private final Delivery delivery;

	private final Window earlier = new Window(Pass.MAX_ENTRIES);

	private final Train train;

	Errand(Limits limits, Traffic traffic, Delivery delivery) {
		this.traffic = traffic;
		this.delivery = delivery;
		this.train = new Train(limits.writeBytes());
	}

	/**
	 * Brings a subscriber what is next for it, as much as goes into one write.
	 * @param fresh the entries that no pass has seen
	 * @param until the sequence up to which it may see them
	 */
	void run(Room room, Subscriber subscriber, Window fresh, long until) {
		if (subscriber.isReplaying()) {
			lookBack(room, subscriber);
			write(subscriber, this.earlier, this.earlier.from(), Long.MAX_VALUE);
		}
		else if (subscriber.cursor >= fresh.from()) {
			write(subscriber, fresh, subscriber.cursor, until);
		}
		else if (room.look(this.earlier, subscriber.cursor)) {
			write(subscriber, this.earlier, subscriber.cursor, until);
		}
		else if (subscriber.gaps() != null) {
			room.fallBack(subscriber);
			room.attend(subscriber);
		}
		else {
			lose(subscriber);
		}
		this.earlier.clear();
	}

	/**
	 * Takes the next messages of the history. If some are gone, the subscriber is told of
	 * the gap as of anything that is for it alone: it is not lost if the socket takes
	 * nothing now.
	 */
	private void lookBack(Room room, Subscriber subscriber) {
		long after = subscriber.nextOffset - 1;
		Mark gap = room.lookBack(this.earlier, subscriber);
		if (gap != null && subscriber.gaps() != null) {
			subscriber.addAside(subscriber.gaps().frames(new Mark(gap.epoch(), after), gap));
		}
	}

	private void write(Subscriber subscriber, Window window, long from, long until) {
		this.train.clear();
		byte[] aside = subscriber.takeAside();
		if (aside != null) {
			this.train.addAside(aside);
		}
		int index = (int) (from - window.from());
		couple(subscriber, window, index, (int) Math.min(window.size(), until - window.from()));
		Taken taken = this.delivery.write(subscriber, this.train, window, index);
		if (aside != null) {
			settle(subscriber, aside, taken);
		}
	}

	private static void settle(Subscriber subscriber, byte[] aside, Taken taken) {
		if (taken == Taken.NONE) {
			subscriber.giveBack(aside);
			return;
		}
		Runnable waiting = subscriber.asideTaken();
		if (waiting != null) {
			waiting.run();
		}
	}

	private void couple(Subscriber subscriber, Window window, int from, int end) {
		int index = from;
		while (index < end && this.train.add(window.get(index).bytes(subscriber.format(), subscriber.id()))) {
			index++;
		}
	}

	private void lose(Subscriber subscriber) {
		subscriber.gone = true;
		this.traffic.addSlow(Slow.LOST);
		subscriber.outlet().close(LOST_CODE, "too slow: the room's log has moved past what was read here");
	}

}
