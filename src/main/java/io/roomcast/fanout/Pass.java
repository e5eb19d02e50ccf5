package io.roomcast.fanout;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

import io.roomcast.fanout.Outlet.Taken;
import io.roomcast.fanout.Traffic.Slow;

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

	private final Traffic traffic;

	private final Window fresh = new Window(MAX_ENTRIES);

	private final Window earlier = new Window(MAX_ENTRIES);

	private final Train shared;

	private final Train single;

	private List<Subscriber> attended = new ArrayList<>();

	private long delivered;

	private long lag;

	Pass(Limits limits, Traffic traffic) {
		this.traffic = traffic;
		this.shared = new Train(limits.writeBytes());
		this.single = new Train(limits.writeBytes());
	}

	/**
	 * Brings a room's news to its subscribers.
	 */
	void run(Room room) {
		this.delivered = 0;
		this.attended = room.begin(this.fresh, emptied(this.attended));
		long until = this.fresh.from();
		try {
			until += load();
			deliver(room, until);
			account(until);
		}
		finally {
			this.fresh.clear();
			room.end(until, this.lag);
		}
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
			free(subscriber);
			members.settle(subscriber);
			if (!subscriber.present) {
				serve(room, subscriber, until);
			}
		}
		if (until == this.fresh.from()) {
			for (Subscriber subscriber : this.attended) {
				serve(room, subscriber, until);
			}
			this.lag = (members.behind() > 0) ? room.largestLag() : 0;
			return;
		}
		this.lag = 0;
		for (int place = 0; place < members.size(); place++) {
			Subscriber subscriber = members.get(place);
			serve(room, subscriber, until);
			this.lag = Math.max(this.lag, until - subscriber.cursor);
		}
	}

	private void free(Subscriber subscriber) {
		subscriber.busy = false;
		if (subscriber.bytesInFlight > 0) {
			this.traffic.addBytesInFlight(-subscriber.bytesInFlight);
			subscriber.bytesInFlight = 0;
		}
	}

	private void account(long until) {
		this.traffic.addDelivered(this.delivered);
		if (until > this.fresh.from()) {
			this.traffic.addDelay(System.nanoTime() - this.fresh.get(0).addedNanos);
		}
	}

	/**
	 * Serves one subscriber, whose trouble must not become that of those behind it.
	 */
	private void serve(Room room, Subscriber subscriber, long until) {
		if (subscriber.busy || subscriber.gone) {
			return;
		}
		try {
			long goal = subscriber.present ? until : subscriber.end;
			if (subscriber.present) {
				bring(room, subscriber, until);
			}
			else {
				serveLeaver(room, subscriber);
			}
			boolean behind = !subscriber.gone && (subscriber.busy || subscriber.cursor < goal);
			if (room.members().note(subscriber, behind) && subscriber.present && !subscriber.gone) {
				this.traffic.addSlow(Slow.CAUGHT_UP);
			}
		}
		catch (RuntimeException ex) {
			subscriber.gone = true;
			room.members().note(subscriber, false);
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
		if (!subscriber.busy && !subscriber.gone && subscriber.cursor < until) {
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
		if (subscriber.busy || subscriber.gone) {
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
		if (write(subscriber, this.single) == Taken.NONE && aside != null) {
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

	private Taken write(Subscriber subscriber, Train train) {
		Taken taken = train.isEmpty() ? Taken.ALL : subscriber.outlet().write(train.wire(), subscriber.whenFree());
		switch (taken) {
			case ALL -> {
				subscriber.cursor += train.entries();
				this.delivered += train.deliveries();
			}
			case SOME -> stop(subscriber, train.stop());
			case NONE -> subscriber.busy = true;
			case GONE -> subscriber.gone = true;
		}
		return taken;
	}

	private void stop(Subscriber subscriber, Train.Stop stop) {
		subscriber.cursor += stop.entries();
		this.delivered += stop.entries();
		subscriber.busy = true;
		subscriber.bytesInFlight = stop.rest().remaining();
		this.traffic.addBytesInFlight(subscriber.bytesInFlight);
		subscriber.outlet().finish(stop.rest());
	}

	private void lose(Subscriber subscriber) {
		subscriber.gone = true;
		this.traffic.addSlow(Slow.LOST);
		subscriber.outlet().close(LOST_CODE, "too slow: the room's log has moved past what was read here");
	}

}
