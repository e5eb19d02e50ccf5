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
		this.train.clear(subscriber.format());
		byte[] aside = subscriber.takeAside();
		if (aside != null) {
			this.train.addAside(aside);
		}
		Taken taken = Taken.ALL;
		if (subscriber.isReplaying()) {
			taken = replay(room, subscriber);
		}
		else if (subscriber.cursor >= fresh.from()) {
			taken = write(subscriber, fresh, until);
		}
		else if (room.look(this.earlier, subscriber.cursor)) {
			taken = write(subscriber, this.earlier, until);
		}
		else if (subscriber.gaps() != null) {
			room.fallBack(subscriber);
			taken = Taken.NONE;
			room.attend(subscriber);
		}
		else {
			lose(subscriber);
		}
		if (taken == Taken.NONE && aside != null) {
			subscriber.giveBack(aside);
		}
		this.earlier.clear();
	}

	private Taken write(Subscriber subscriber, Window window, long until) {
		int index = (int) (subscriber.cursor - window.from());
		couple(subscriber, window, index, (int) Math.min(window.size(), until - window.from()));
		return this.delivery.write(subscriber, this.train, window, index);
	}

	private Taken replay(Room room, Subscriber subscriber) {
		Mark after = new Mark(room.mark().epoch(), subscriber.nextOffset - 1);
		Mark gap = room.lookBack(this.earlier, subscriber);
		if (gap != null && subscriber.gaps() != null) {
			this.train.addAside(subscriber.gaps().frames(after, gap));
		}
		couple(subscriber, this.earlier, 0, this.earlier.size());
		return this.delivery.write(subscriber, this.train, this.earlier, 0);
	}

	private void couple(Subscriber subscriber, Window window, int from, int end) {
		int index = from;
		while (index < end && this.train.add(window.get(index).bytes(subscriber.format(), subscriber.id()))) {
			index++;
		}
		this.train.close();
	}

	private void lose(Subscriber subscriber) {
		subscriber.gone = true;
		this.traffic.addSlow(Slow.LOST);
		subscriber.outlet().close(LOST_CODE, "too slow: the room's log has moved past what was read here");
	}

}
