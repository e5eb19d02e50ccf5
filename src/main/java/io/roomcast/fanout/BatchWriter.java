package io.roomcast.fanout;

import java.nio.ByteBuffer;

import io.roomcast.fanout.Outlet.WriteResult;

/**
 * Writes batches to outlets and keeps the books: moves cursors, notes who is busy or gone,
 * counts. Used by one pass at a time.
 */
final class BatchWriter {

	private final Traffic traffic;

	private final Failures failures;

	private final Budget clients;

	private long delivered;

	BatchWriter(Traffic traffic, Failures failures, Budget clients) {
		this.traffic = traffic;
		this.failures = failures;
		this.clients = clients;
	}

	/**
	 * Writes a batch to one subscriber.
	 * @param slice what the batch's entries were taken from
	 * @param index where in it the first of them is
	 */
	void write(Subscriber subscriber, Batch batch, LogSlice slice, int index) {
		ByteBuffer wire = batch.bytes();
		WriteResult result = batch.isEmpty() ? WriteResult.COMPLETE : subscriber.outlet().write(wire, subscriber.whenFree());
		switch (result) {
			case COMPLETE -> {
				this.delivered += batch.deliveries();
				advance(subscriber, batch.entries(), slice, index);
				tellOutbox(subscriber, batch.outboxFrames());
			}
			case PARTIAL -> park(subscriber, batch.partialWrite(wire.position()), slice, index);
			case BUSY -> stall(subscriber);
			case CLOSED -> lose(subscriber);
		}
	}

	private void park(Subscriber subscriber, Batch.PartialWrite partial, LogSlice slice, int index) {
		this.delivered += partial.deliveries();
		advance(subscriber, partial.entries(), slice, index);
		stall(subscriber);
		subscriber.pin(partial.source(), this.clients);
		subscriber.bytesInFlight = partial.rest().remaining();
		this.traffic.addBytesInFlight(subscriber.bytesInFlight);
		subscriber.outlet().finish(partial.rest());
		tellOutbox(subscriber, partial.outboxFrames());
	}

	private static void stall(Subscriber subscriber) {
		subscriber.busy = true;
		subscriber.stalled = true;
	}

	private static void advance(Subscriber subscriber, int entries, LogSlice slice, int index) {
		if (entries == 0) {
			return;
		}
		if (!subscriber.isReplaying()) {
			subscriber.cursor += entries;
		}
		subscriber.got(slice.get(index + entries - 1));
	}

	private void tellOutbox(Subscriber subscriber, int written) {
		if (written > 0) {
			Runnable released = subscriber.outbox().remove(written);
			subscriber.told = !subscriber.outbox().isEmpty();
			if (released != null) {
				this.failures.contain("what waited for client " + subscriber.id(), released);
			}
		}
	}

	/**
	 * Notes that a subscriber's write is through, if it is.
	 */
	void settle(Subscriber subscriber) {
		if (subscriber.freed) {
			subscriber.freed = false;
			subscriber.busy = false;
			letGo(subscriber);
		}
	}

	/**
	 * Writes nothing more to a subscriber.
	 */
	void lose(Subscriber subscriber) {
		subscriber.gone = true;
		close(subscriber);
	}

	/**
	 * Gives back all that is held for a subscriber.
	 */
	void close(Subscriber subscriber) {
		subscriber.outbox().close();
		subscriber.told = false;
		letGo(subscriber);
	}

	private void letGo(Subscriber subscriber) {
		subscriber.unpin(this.clients);
		this.traffic.addBytesInFlight(-subscriber.bytesInFlight);
		subscriber.bytesInFlight = 0;
	}

	void flushCount() {
		this.traffic.addDelivered(this.delivered);
		this.delivered = 0;
	}

}
