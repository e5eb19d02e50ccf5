package io.roomcast.fanout;

import java.nio.ByteBuffer;

import io.roomcast.fanout.Outlet.WriteResult;

/**
 * Writes batches to outlets, and notes for each subscriber how far it got. Used by one
 * pass at a time.
 */
final class BatchWriter {

	private final Traffic traffic;

	private final Failures failures;

	private final Budget clients;

	private long delivered;

	private long bytes;

	BatchWriter(Traffic traffic, Failures failures, Budget clients) {
		this.traffic = traffic;
		this.failures = failures;
		this.clients = clients;
	}

	/**
	 * Writes a batch to one subscriber.
	 * @param slice what the batch's entries were taken from
	 * @param index the index in it of the first of them
	 */
	void write(Subscriber subscriber, Batch batch, LogSlice slice, int index) {
		ByteBuffer bytes = batch.bytes();
		WriteResult result = batch.isEmpty() ? WriteResult.COMPLETE : write(subscriber, bytes);
		switch (result) {
			case COMPLETE -> {
				this.delivered += batch.deliveries();
				advance(subscriber, batch.entries(), slice, index);
				outboxWritten(subscriber, batch.outboxFrames());
			}
			case PARTIAL -> park(subscriber, batch.partialWrite(bytes.position()), slice, index);
			case BUSY -> subscriber.pendingWrite().await();
			case CLOSED -> lose(subscriber);
		}
	}

	private WriteResult write(Subscriber subscriber, ByteBuffer bytes) {
		subscriber.takeWoken();
		int from = bytes.position();
		WriteResult result = subscriber.outlet().write(bytes, subscriber);
		this.bytes += bytes.position() - from;
		return result;
	}

	private void park(Subscriber subscriber, Batch.PartialWrite partial, LogSlice slice, int index) {
		this.delivered += partial.deliveries();
		advance(subscriber, partial.entries(), slice, index);
		int missing = partial.rest().remaining();
		subscriber.pendingWrite().begin();
		subscriber.pendingWrite().keep(partial.source(), missing, this.clients);
		this.traffic.addBytesInFlight(missing);
		subscriber.outlet().finish(partial.rest());
		outboxWritten(subscriber, partial.outboxFrames());
	}

	private static void advance(Subscriber subscriber, int entries, LogSlice slice, int index) {
		if (entries > 0) {
			subscriber.advance(entries, slice.get(index + entries - 1));
		}
	}

	private void outboxWritten(Subscriber subscriber, int frames) {
		Runnable released = (frames > 0) ? subscriber.outboxWritten(frames) : null;
		if (released != null) {
			this.failures.contain("what waited for " + subscriber, released);
		}
	}

	/**
	 * Ends the wait for a subscriber's socket, if it has taken the write.
	 */
	void endWriteIfDone(Subscriber subscriber) {
		if (subscriber.endWriteIfDone()) {
			release(subscriber);
		}
	}

	/**
	 * Gives the turn of a subscriber back that was woken and had nothing to write.
	 */
	void giveUpTurn(Subscriber subscriber) {
		if (subscriber.takeWoken()) {
			subscriber.outlet().giveUp(subscriber);
		}
	}

	/**
	 * Writes nothing more to a subscriber.
	 */
	void lose(Subscriber subscriber) {
		subscriber.lose();
		close(subscriber);
	}

	/**
	 * Releases all memory that is held for a subscriber.
	 */
	void close(Subscriber subscriber) {
		subscriber.closeOutbox();
		release(subscriber);
	}

	private void release(Subscriber subscriber) {
		this.traffic.addBytesInFlight(-subscriber.pendingWrite().release(this.clients));
	}

	/**
	 * Adds what was delivered, and its bytes, to the traffic, all at once.
	 */
	void flushCount() {
		this.traffic.addDelivered(this.delivered);
		this.traffic.addBytesSent(this.bytes);
		this.delivered = 0;
		this.bytes = 0;
	}

}
