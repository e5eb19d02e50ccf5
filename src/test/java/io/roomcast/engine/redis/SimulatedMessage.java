package io.roomcast.engine.redis;

import io.roomcast.engine.Outcome;
import io.roomcast.engine.SayId;
import io.roomcast.engine.Unavailable;
import io.roomcast.fanout.Position;
import io.roomcast.fanout.StoredMessage;
import org.jspecify.annotations.Nullable;

/**
 * A message of a simulated client, and what it was told of it. Any thread may call.
 */
final class SimulatedMessage implements Outcome {

	private final SimulatedStay by;

	private final String text;

	private final @Nullable SayId id;

	// Guarded by this.
	private boolean sent;

	private @Nullable String told;

	private @Nullable Position position;

	SimulatedMessage(SimulatedStay by, String text, boolean hasId) {
		this.by = by;
		this.text = text;
		this.id = hasId ? new SayId(text, text.hashCode()) : null;
	}

	/**
	 * Makes the same message, to be sent again.
	 */
	SimulatedMessage again(SimulatedStay by) {
		return new SimulatedMessage(by, this.text, true);
	}

	SimulatedStay by() {
		return this.by;
	}

	String text() {
		return this.text;
	}

	@Nullable SayId id() {
		return this.id;
	}

	synchronized void send() {
		this.sent = true;
	}

	/**
	 * Returns whether it was sent, and nothing was told of it, though it should.
	 */
	synchronized boolean isForgotten() {
		return this.sent && this.id != null && this.told == null;
	}

	@Override
	public void placed(StoredMessage message) {
		this.by.log().placed.incrementAndGet();
		tell("placed", message.position());
	}

	@Override
	public void repeated(Position position, long at) {
		this.by.log().repeated.incrementAndGet();
		this.by.log().require(this.id != null, this.text + " without an id was repeated");
		tell("repeated", position);
	}

	@Override
	public void idReused() {
		this.by.log().fault(this.text + " was told to reuse an id");
		tell("reused", null);
	}

	@Override
	public void unavailable(Unavailable why) {
		this.by.log().unavailable.incrementAndGet();
		tell("unavailable", null);
	}

	private synchronized void tell(String what, @Nullable Position position) {
		this.by.requireNoLock();
		this.by.log().require(this.told == null, this.text + " was told " + this.told + ", then " + what);
		this.told = what;
		this.position = position;
	}

	/**
	 * Returns what it was told; null if it was not.
	 */
	synchronized @Nullable String told() {
		return this.told;
	}

	synchronized @Nullable Position position() {
		return this.position;
	}

}
