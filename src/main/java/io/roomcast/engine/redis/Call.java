package io.roomcast.engine.redis;

import java.util.ArrayList;
import java.util.List;

import io.roomcast.engine.redis.Batch.Published;

/**
 * One publish call of a room on this node, with all that it carries. Guarded by its room.
 */
final class Call {

	private final PublishCall request;

	private final long epoch;

	private final List<Queued> entries;

	private final long begunNanos = System.nanoTime();

	private boolean lost;

	private boolean sent;

	// The number of its batch in the room; 0 until it is known.
	private long batch;

	/**
	 * Makes a call that is about to be sent.
	 * @param request has no entries yet
	 * @param epoch the epoch of the room's log, as far as this node knows; 0 if it does
	 * not
	 */
	Call(PublishCall request, long epoch, List<Queued> entries) {
		this.request = request;
		this.epoch = epoch;
		this.entries = List.copyOf(entries);
		entries.forEach((entry) -> entry.addTo(request));
	}

	/**
	 * Returns what tells its entries from others at the same offsets, since it was last
	 * sent.
	 */
	long nonce() {
		return this.request.nonce();
	}

	List<Queued> entries() {
		return this.entries;
	}

	long ageNanos(long now) {
		return now - this.begunNanos;
	}

	/**
	 * Returns whether it got no answer, so that it is not known whether it was carried
	 * out.
	 */
	boolean isLost() {
		return this.lost;
	}

	void lose() {
		this.lost = true;
	}

	/**
	 * Returns what is to be sent now.
	 * @param stillWanted false if it is too late to carry it out
	 */
	ScriptCall<PublishAnswer> send(boolean stillWanted) {
		boolean first = !this.sent;
		this.sent = true;
		this.lost = false;
		if (first) {
			return this.request.send();
		}
		return stillWanted ? this.request.resend((this.epoch != 0) ? this.epoch : null) : this.request.settle();
	}

	/**
	 * Returns the batch that Redis made of it.
	 */
	Batch batch(BatchHeader header) {
		this.batch = header.batch();
		List<Published> published = new ArrayList<>(this.entries.size());
		for (int i = 0; i < this.entries.size(); i++) {
			EntryStatus status = header.status(i);
			if (status.isPublished()) {
				published.add(new Published(i, status, this.entries.get(i).payload()));
			}
		}
		return new Batch(header, List.copyOf(published));
	}

	/**
	 * Returns whether it was carried out and published. What is answered after that, from
	 * the same connection, tells of a room that has it, if it was not lost.
	 */
	boolean isAnswered() {
		return this.batch > 0;
	}

	/**
	 * Returns whether it is known to have been one of the first batches of the room.
	 */
	boolean isWithin(long batches) {
		return isAnswered() && this.batch <= batches;
	}

}
