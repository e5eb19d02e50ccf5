package io.roomcast.chat;

import java.time.Duration;

import io.roomcast.engine.Unavailable;

/**
 * What was asked of the rooms cannot be had now.
 */
public final class RoomsUnavailableException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Duration retryAfter;

	/**
	 * Makes one without a stack trace: it is an answer, no fault of the code.
	 */
	RoomsUnavailableException(Unavailable why) {
		super(why.sentence(), null, false, false);
		this.retryAfter = why.retryAfter();
	}

	/**
	 * Returns when it is worth another try.
	 */
	public Duration retryAfter() {
		return this.retryAfter;
	}

}
