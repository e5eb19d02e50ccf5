package io.roomcast.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.roomcast.chat.Chat;
import io.roomcast.chat.Identity;
import io.roomcast.chat.TokenVerifier;
import io.roomcast.fanout.Traffic.Refused;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Tells who sends a request: by the API key or, where the service asks for them, by a
 * token. For threads of the container, which may have to wait; any number may call.
 */
@Component
public final class Callers {

	// A token whose key is known is verified in well under a millisecond. Others may take
	// seconds, as their keys have to be fetched, and so may all of them while the issuer
	// does not answer. Few requests may wait for so long: the container has 32 threads.

	private static final long SHORT_WAIT_MILLIS = 200;

	private static final int MAX_WAITING = 8;

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	private final Semaphore waiting = new Semaphore(MAX_WAITING);

	private final byte[] key;

	private final TokenVerifier tokens;

	private final Chat chat;

	Callers(ApiProperties properties, TokenVerifier tokens, Chat chat) {
		this.key = properties.key().getBytes(StandardCharsets.UTF_8);
		this.tokens = tokens;
		this.chat = chat;
	}

	/**
	 * Returns whether there is an API key.
	 */
	public boolean isKeySet() {
		return this.key.length > 0;
	}

	/**
	 * Returns whether the service asks for tokens.
	 */
	public boolean isIdentityOn() {
		return this.tokens.isOn();
	}

	/**
	 * Returns who sends a request; {@link Caller#UNKNOWN} if the service asks for no
	 * tokens and the API key was not sent.
	 */
	public Caller identify(HttpServletRequest request) {
		Caller caller = isIdentityOn() ? identify(RequestToken.all(request)) : byKey(RequestToken.inHeader(request));
		if (caller.refusal() != null) {
			this.chat.traffic().addRefused(Refused.TOKEN);
		}
		return caller;
	}

	/**
	 * Returns why a request without the API key is refused, where only that will do.
	 */
	public static Refusal withoutKey(HttpServletRequest request) {
		return RequestToken.inHeader(request).isEmpty() ? new Refusal(Reason.UNAUTHORIZED, Caller.MISSING_KEY)
				: new Refusal(Reason.UNAUTHORIZED, "the API key is wrong, must be the one that roomcast.api.key sets");
	}

	private Caller byKey(List<String> sent) {
		return (sent.size() == 1 && isKey(sent.get(0))) ? Caller.of(Identity.OPERATOR) : Caller.UNKNOWN;
	}

	private Caller identify(List<String> sent) {
		if (sent.size() > 1) {
			return Caller.refused(Reason.BAD_FIELD, "request has " + sent.size() + " tokens, must have one");
		}
		if (sent.isEmpty()) {
			return Caller.refused(Reason.UNAUTHORIZED, Caller.MISSING);
		}
		String token = sent.get(0);
		return isKey(token) ? Caller.of(Identity.OPERATOR) : verify(token);
	}

	/**
	 * Compares in a time that does not depend on where the two differ.
	 */
	private boolean isKey(String token) {
		return isKeySet() && MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), this.key);
	}

	private Caller verify(String token) {
		CompletableFuture<TokenVerifier.Result> asked = this.tokens.verify(token).toCompletableFuture();
		TokenVerifier.Result result = await(asked, SHORT_WAIT_MILLIS);
		if (result == null && this.waiting.tryAcquire()) {
			try {
				result = await(asked, Long.MAX_VALUE);
			}
			finally {
				this.waiting.release();
			}
		}
		if (result instanceof TokenVerifier.Result.Valid valid) {
			return Caller.of(valid.identity());
		}
		return new Caller(null, (result instanceof TokenVerifier.Result.Refused refused) ? refused.refusal()
				: Refusal.unavailable("the token cannot be verified now", RETRY_AFTER));
	}

	private static TokenVerifier.@Nullable Result await(CompletableFuture<TokenVerifier.Result> asked, long millis) {
		try {
			return asked.get(millis, TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			return null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
	}

}
