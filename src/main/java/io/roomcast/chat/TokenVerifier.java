package io.roomcast.chat;

import java.util.concurrent.CompletionStage;

import io.roomcast.protocol.Refusal;

/**
 * Tells who the owner of a token is. Any thread may call; nothing blocks. Answers come on
 * any thread, within a few seconds, and never fail.
 */
public interface TokenVerifier {

	/**
	 * Returns whether the service asks its clients for tokens.
	 */
	boolean isOn();

	/**
	 * Verifies a token.
	 */
	CompletionStage<Result> verify(String token);

	/**
	 * What became of a token.
	 */
	sealed interface Result {

		/**
		 * It is valid.
		 */
		record Valid(Identity identity) implements Result {
		}

		/**
		 * It is not, or nobody can tell now.
		 */
		record Refused(Refusal refusal) implements Result {
		}

	}

}
