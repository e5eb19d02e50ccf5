package io.roomcast.engine.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import org.jspecify.annotations.Nullable;

/**
 * A channel that is subscribed to. Touched by the link's thread only.
 */
final class Subscription {

	final String channel;

	/** Completed, and forgotten, when Redis confirms it. */
	final List<CompletableFuture<Void>> waiting = new ArrayList<>();

	/** The connection that it was asked for on last; null if it must be asked for. */
	@Nullable StatefulRedisPubSubConnection<String, byte[]> connection;

	boolean isConfirmed;

	/** When it was asked for. */
	long askedNanos;

	Subscription(String channel) {
		this.channel = channel;
	}

	void confirm() {
		this.isConfirmed = true;
		this.waiting.forEach((confirmation) -> confirmation.complete(null));
		this.waiting.clear();
	}

	/**
	 * Notes that it has ended, and must be asked for again.
	 * @return whether it was confirmed
	 */
	boolean lose() {
		boolean wasConfirmed = this.isConfirmed;
		this.isConfirmed = false;
		this.connection = null;
		return wasConfirmed;
	}

}
