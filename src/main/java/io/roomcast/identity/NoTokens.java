package io.roomcast.identity;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.roomcast.chat.TokenVerifier;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;

/**
 * Verifies nothing, as the service asks for no tokens.
 */
final class NoTokens implements TokenVerifier {

	@Override
	public boolean isOn() {
		return false;
	}

	@Override
	public CompletionStage<Result> verify(String token) {
		return CompletableFuture
			.completedStage(new Result.Refused(new Refusal(Reason.NOT_ALLOWED, "the service asks for no tokens")));
	}

}
