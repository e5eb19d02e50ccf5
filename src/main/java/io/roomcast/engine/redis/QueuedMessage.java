package io.roomcast.engine.redis;

import io.roomcast.engine.Outcome;
import io.roomcast.engine.SayId;
import io.roomcast.engine.Unavailable;
import io.roomcast.fanout.Content;
import io.roomcast.fanout.Position;
import io.roomcast.fanout.StoredMessage;
import io.roomcast.fanout.Subscriber;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to its position.
 */
final class QueuedMessage extends Queued {

	/** The sender of what was said from outside the room. */
	static final long NOBODY = 0;

	private final Content content;

	private final @Nullable Subscriber sender;

	private final @Nullable SayId id;

	private final @Nullable String idempotencyKey;

	private final Outcome then;

	private QueuedMessage(Content content, byte[] encoded, @Nullable Subscriber sender, @Nullable SayId id,
			@Nullable String idempotencyKey, Outcome then) {
		super(new EntryPayload.Message((sender != null) ? sender.id() : NOBODY, encoded).encode(), true);
		this.content = content;
		this.sender = sender;
		this.id = id;
		this.idempotencyKey = idempotencyKey;
		this.then = then;
	}

	/**
	 * Makes the message of a client.
	 */
	static QueuedMessage from(Subscriber sender, Content content, byte[] encoded, @Nullable SayId id, Outcome then) {
		return new QueuedMessage(content, encoded, sender, id, null, then);
	}

	/**
	 * Makes a message that no client has sent.
	 */
	static QueuedMessage fromOutside(Content content, byte[] encoded, @Nullable String idempotencyKey, Outcome then) {
		return new QueuedMessage(content, encoded, null, null, idempotencyKey, then);
	}

	Outcome then() {
		return this.then;
	}

	@Nullable Subscriber sender() {
		return this.sender;
	}

	/**
	 * Returns the number of the client that sent it; 0 for none.
	 */
	long client() {
		return (this.sender != null) ? this.sender.id() : NOBODY;
	}

	Content content() {
		return this.content;
	}

	StoredMessage stored(Position position, long at) {
		return new StoredMessage(this.content, position, at);
	}

	@Override
	void addTo(PublishCall call) {
		if (this.sender != null && this.id != null) {
			call.message(this.sender.id(), this.id, payload());
		}
		else if (this.idempotencyKey != null) {
			call.message(this.idempotencyKey, payload());
		}
		else {
			call.message(payload());
		}
	}

	@Override
	void unavailable(Unavailable why) {
		this.then.unavailable(why);
	}

}
