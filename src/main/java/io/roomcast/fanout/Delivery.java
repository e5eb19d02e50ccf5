package io.roomcast.fanout;

import java.nio.ByteBuffer;

import io.roomcast.fanout.Outlet.Taken;

/**
 * Writes trains to outlets and keeps the books: moves cursors, notes who is busy or gone,
 * counts. Used by one pass at a time.
 */
final class Delivery {

	private final Traffic traffic;

	private long delivered;

	Delivery(Traffic traffic) {
		this.traffic = traffic;
	}

	/**
	 * Writes a train to one subscriber.
	 * @param window what the train's entries were taken from
	 * @param index where in it the first of them is
	 */
	Taken write(Subscriber subscriber, Train train, Window window, int index) {
		ByteBuffer wire = train.wire();
		Taken taken = train.isEmpty() ? Taken.ALL : subscriber.outlet().write(wire, subscriber.whenFree());
		switch (taken) {
			case ALL -> {
				this.delivered += train.deliveries();
				advance(subscriber, train.entries(), window, index);
			}
			case SOME -> stop(subscriber, train.stop(wire.position()), window, index);
			case NONE -> subscriber.busy = true;
			case GONE -> subscriber.gone = true;
		}
		return taken;
	}

	private void stop(Subscriber subscriber, Train.Stop stop, Window window, int index) {
		this.delivered += stop.deliveries();
		advance(subscriber, stop.entries(), window, index);
		subscriber.busy = true;
		subscriber.bytesInFlight = stop.rest().remaining();
		this.traffic.addBytesInFlight(subscriber.bytesInFlight);
		subscriber.outlet().finish(stop.rest());
	}

	private static void advance(Subscriber subscriber, int entries, Window window, int index) {
		if (entries == 0) {
			return;
		}
		if (!subscriber.isReplaying()) {
			subscriber.cursor += entries;
		}
		subscriber.got(window.get(index + entries - 1));
	}

	/**
	 * The subscriber's write, if one was under way, is through.
	 */
	void free(Subscriber subscriber) {
		subscriber.busy = false;
		if (subscriber.bytesInFlight > 0) {
			this.traffic.addBytesInFlight(-subscriber.bytesInFlight);
			subscriber.bytesInFlight = 0;
		}
	}

	void flushCount() {
		this.traffic.addDelivered(this.delivered);
		this.delivered = 0;
	}

}
