package io.roomcast.fanout;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/**
 * One round of deliveries in one room, and the buffers that it needs. The entries that no
 * pass has seen are put into one train, and every subscriber that has read up to them
 * gets that train's bytes. A write of its own is made only for who sent something in it
 * (the sender sees another rendering), has a frame of its own due, or lies behind. A pump
 * thread runs it; it may be used for one room after the other, not for two at once.
 */
final class Pass {

	static final int MAX_ENTRIES = 1024;

	private static final int LOST_CODE = 1013;

	private static final Logger logger = System.getLogger(Pass.class.getName());

	private final Window fresh = new Window(MAX_ENTRIES);

	private final Window earlier = new Window(MAX_ENTRIES);

	private final Train shared;

	private final Train single;

	private List<Subscriber> attended = new ArrayList<>();

	private long delivered;

	Pass(Limits limits) {
		this.shared = new Train(limits.writeBytes());
		this.single = new Train(limits.writeBytes());
	}

	/**
	 * Brings a room's news to its subscribers.
	 * @return how many entries were written, each counted once per subscriber
	 */
	long run(Room room) {
		this.delivered = 0;
		this.attended = room.begin(this.fresh, emptied(this.attended));
		long until = this.fresh.from();
		try {
			until += load();
			deliver(room, until);
		}
		finally {
			this.fresh.clear();
			room.end(until);
		}
		return this.delivered;
	}

	private static List<Subscriber> emptied(List<Subscriber> used) {
		if (used.size() > MAX_ENTRIES) {
			return new ArrayList<>();
		}
		used.clear();
		return used;
	}

	private int load() {
		this.shared.clear();
		int entries = 0;
		while (entries < this.fresh.size() && this.shared.add(this.fresh.get(entries).commonFrames())) {
			entries++;
		}
		this.shared.close();
		return entries;
	}

	private void deliver(Room room, long until) {
		Members members = room.members();
		for (Subscriber subscriber : this.attended) {
			subscriber.busy = false;
			members.settle(subscriber);
			if (!subscriber.present) {
				serve(room, subscriber, until);
			}
		}
		if (until == this.fresh.from()) {
			for (Subscriber subscriber : this.attended) {
				serve(room, subscriber, until);
			}
			return;
		}
		for (int place = 0; place < members.size(); place++) {
			serve(room, members.get(place), until);
		}
	}

	/**
	 * Serves one subscriber, whose trouble must not become that of those behind it.
	 */
	private void serve(Room room, Subscriber subscriber, long until) {
		if (subscriber.busy) {
			return;
		}
		try {
			if (subscriber.present) {
				bring(room, subscriber, until);
			}
			else {
				serveLeaver(room, subscriber);
			}
		}
		catch (RuntimeException ex) {
			subscriber.busy = true;
			logger.log(Level.ERROR, () -> "serving client " + subscriber.id() + " failed", ex);
		}
	}

	private void bring(Room room, Subscriber subscriber, long until) {
		long from = this.fresh.from();
		if (subscriber.cursor == from && subscriber.lastOwn < from && !subscriber.hasAside()) {
			if (until > from) {
				write(subscriber, this.shared);
			}
			return;
		}
		bringAlone(room, subscriber, until);
		if (!subscriber.busy && subscriber.cursor < until) {
			room.attend(subscriber);
		}
	}

	/**
	 * Brings a subscriber that has left what was said before it did.
	 */
	private void serveLeaver(Room room, Subscriber subscriber) {
		Runnable whenServed = subscriber.whenServed;
		if (whenServed == null) {
			return;
		}
		bringAlone(room, subscriber, subscriber.end);
		if (subscriber.busy) {
			return;
		}
		if (subscriber.cursor < subscriber.end) {
			room.attend(subscriber);
			return;
		}
		subscriber.whenServed = null;
		whenServed.run();
	}

	private void bringAlone(Room room, Subscriber subscriber, long until) {
		Window window = this.fresh;
		if (subscriber.cursor < window.from()) {
			window = this.earlier;
			if (!room.look(window, subscriber.cursor)) {
				lose(subscriber);
				return;
			}
		}
		this.single.clear();
		byte[] aside = subscriber.takeAside();
		if (aside != null) {
			this.single.addAside(aside);
		}
		couple(window, subscriber, until);
		this.single.close();
		if (write(subscriber, this.single) == Outlet.Taken.NONE && aside != null) {
			subscriber.giveBack(aside);
		}
		this.earlier.clear();
	}

	private void couple(Window window, Subscriber subscriber, long until) {
		int index = (int) (subscriber.cursor - window.from());
		int end = (int) Math.min(window.size(), until - window.from());
		while (index < end && this.single.add(window.get(index).frames(subscriber.id()))) {
			index++;
		}
	}

	private Outlet.Taken write(Subscriber subscriber, Train train) {
		Outlet.Taken taken = train.isEmpty() ? Outlet.Taken.ALL
				: subscriber.outlet().write(train.wire(), subscriber.whenFree());
		switch (taken) {
			case ALL -> {
				subscriber.cursor += train.entries();
				this.delivered += train.deliveries();
			}
			case SOME -> {
				Train.Stop stop = train.stop();
				subscriber.cursor += stop.entries();
				this.delivered += stop.entries();
				subscriber.busy = true;
				subscriber.outlet().finish(stop.rest());
			}
			case NONE -> subscriber.busy = true;
		}
		return taken;
	}

	private static void lose(Subscriber subscriber) {
		subscriber.busy = true;
		subscriber.outlet().close(LOST_CODE, "too slow: the room's log has moved past what was read here");
	}

}
