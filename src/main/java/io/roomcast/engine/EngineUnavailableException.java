package io.roomcast.engine;

import java.util.concurrent.CompletionException;

import org.jspecify.annotations.Nullable;

/**
 * The engine could not do something in time. It says nothing about the one who asked.
 */
public final class EngineUnavailableException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Unavailable why;

	/**
	 * Makes one without a stack trace: it is an answer, no fault of the code.
	 */
	public EngineUnavailableException(Unavailable why) {
		super(why.sentence(), null, false, false);
		this.why = why;
	}

	/**
	 * Returns why a stage has failed.
	 * @param failure what it has failed with, as it is or wrapped by the stages after it
	 * @throws IllegalStateException if it is a fault of the code
	 */
	public static Unavailable why(@Nullable Throwable failure) {
		Throwable cause = (failure instanceof CompletionException wrapped) ? wrapped.getCause() : failure;
		if (cause instanceof EngineUnavailableException unavailable) {
			return unavailable.why();
		}
		throw new IllegalStateException("the engine failed", failure);
	}

	public Unavailable why() {
		return this.why;
	}

}
