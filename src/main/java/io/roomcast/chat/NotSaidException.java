package io.roomcast.chat;

import java.time.Duration;

import io.roomcast.protocol.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Something was not said. The message names the value and the limit.
 */
public final class NotSaidException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Refusal.Reason reason;

	private final @Nullable Duration retryAfter;

	NotSaidException(Refusal refusal) {
		super(refusal.sentence());
		this.reason = refusal.reason();
		this.retryAfter = refusal.retryAfter();
	}

	public Refusal.Reason reason() {
		return this.reason;
	}

	/**
	 * Returns when it is worth another try; null if it never is.
	 */
	public @Nullable Duration retryAfter() {
		return this.retryAfter;
	}

}
