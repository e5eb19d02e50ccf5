package io.roomcast.fanout;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

import io.roomcast.fanout.Subscriber.GapEncoder;
import io.roomcast.fanout.Traffic.Slow;

/**
 * Writes to one subscriber alone: to one that sees something of its own, that lags, or
 * that came back and gets what it missed. Used by one pass at a time.
 */
final class IndividualDelivery {

	private static final Logger logger = System.getLogger(IndividualDelivery.class.getName());

	private final Traffic traffic;

	private final Failures failures;

	private final BatchWriter writer;

	private final LogSlice earlier = new LogSlice(Pass.MAX_ENTRIES);

	private final Batch batch;

	private final Batch nothing = new Batch(0);

	IndividualDelivery(Limits limits, Traffic traffic, Failures failures, BatchWriter writer) {
		this.traffic = traffic;
		this.failures = failures;
		this.writer = writer;
		this.batch = new Batch(limits.writeBytes());
	}

	/**
	 * Writes what is next for a subscriber, as much as goes into one write.
	 * @param fresh the entries that no pass has seen
	 * @param shared the first of them, as everybody but their senders sees them
	 * @param until the sequence up to which the subscriber may see entries
	 */
	void run(Room room, Subscriber subscriber, LogSlice fresh, Batch shared, long until) {
		if (subscriber.replay().isUnderWay()) {
			replay(room, subscriber);
		}
		else if (subscriber.cursor() >= Math.min(until, fresh.from())) {
			write(subscriber, fresh, shared, until);
		}
		else if (room.readLive(this.earlier, subscriber.cursor())) {
			write(subscriber, this.earlier, this.nothing, until);
		}
		else if (subscriber.gapEncoder() == null) {
			loseSlow(subscriber);
		}
		else if (!room.switchToHistory(subscriber)) {
			loseWithLog(subscriber);
		}
		this.earlier.clear();
	}

	/**
	 * Writes the next messages of the history. If some are gone, the gap goes through the
	 * outbox, so that it is not lost if the socket takes nothing now.
	 */
	private void replay(Room room, Subscriber subscriber) {
		Position reached = subscriber.replay().reached();
		if (!room.readHistory(this.earlier, subscriber)) {
			loseWithLog(subscriber);
			return;
		}
		Position next = subscriber.replay().reached();
		boolean gap = !next.equals(reached);
		GapEncoder gapEncoder = subscriber.gapEncoder();
		if (gap && gapEncoder == null) {
			loseSlow(subscriber);
			return;
		}
		if (gap && gapEncoder != null) {
			subscriber.sendInPass(gapEncoder.frames(room.name(), reached, next));
		}
		load(subscriber);
		append(subscriber, this.earlier, this.nothing, 0, this.earlier.size());
		this.writer.write(subscriber, this.batch, this.earlier, 0);
	}

	private void write(Subscriber subscriber, LogSlice slice, Batch shared, long until) {
		load(subscriber);
		int index = (int) (subscriber.cursor() - slice.from());
		append(subscriber, slice, shared, index, (int) Math.min(slice.size(), until - slice.from()));
		this.writer.write(subscriber, this.batch, slice, index);
	}

	private void load(Subscriber subscriber) {
		this.batch.clear();
		subscriber.outbox().load(this.batch);
	}

	/**
	 * Adds entries to the batch: stretches of the shared one, and between them those that
	 * the subscriber itself has sent.
	 */
	private void append(Subscriber subscriber, LogSlice slice, Batch shared, int from, int end) {
		int index = from;
		boolean fits = true;
		while (index < end && fits) {
			int own = slice.indexOf(subscriber.id(), index, Math.min(end, shared.entries()));
			int added = (own > index) ? this.batch.addAll(shared, index, own) : 0;
			if (added == 0) {
				fits = this.batch.add(slice.get(index).rendering(subscriber.format(), subscriber.id(), this.failures));
				added = fits ? 1 : 0;
			}
			index += added;
		}
	}

	private void loseSlow(Subscriber subscriber) {
		logger.log(Level.INFO, () -> subscriber + " was too slow, what it has yet to get is gone: closed");
		lose(subscriber, Disconnect.TOO_SLOW);
	}

	private void loseWithLog(Subscriber subscriber) {
		logger.log(Level.INFO, () -> subscriber + " was reading a log that is replaced by another one: closed");
		lose(subscriber, Disconnect.LOG_REPLACED);
	}

	private void lose(Subscriber subscriber, Disconnect disconnect) {
		this.traffic.addSlow(Slow.LOST);
		subscriber.outlet().close(disconnect);
		this.writer.lose(subscriber);
	}

}
