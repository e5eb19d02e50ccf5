package io.roomcast.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import io.roomcast.chat.Identity;
import io.roomcast.chat.TokenVerifier;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/**
 * Verifies tokens on a few threads of its own, as the keys may have to be fetched first.
 * At the limit of its queue, or of an answer's time, nobody can tell.
 */
final class JwtVerifier implements TokenVerifier, AutoCloseable {

	/** What a header of an HTTP request may hold. */
	private static final int MAX_CHARACTERS = 8 * 1024;

	private static final int THREADS = 4;

	private static final int MAX_QUEUED = 1_000;

	private static final Duration MAX_TIME = Duration.ofSeconds(5);

	private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

	private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

	private static final Logger logger = LoggerFactory.getLogger(JwtVerifier.class);

	private final ThreadPoolExecutor threads = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(MAX_QUEUED), new CustomizableThreadFactory("roomcast-token-"));

	private final JwtDecoder decoder;

	private final TokenClaims claims;

	private final Clock clock;

	private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());

	/**
	 * Makes one.
	 * @param decoder checks all of a token but the end of its time; may block
	 */
	JwtVerifier(JwtDecoder decoder, TokenClaims claims, Clock clock) {
		this.decoder = decoder;
		this.claims = claims;
		this.clock = clock;
		this.threads.allowCoreThreadTimeOut(true);
	}

	@Override
	public boolean isOn() {
		return true;
	}

	@Override
	public CompletionStage<Result> verify(String token) {
		if (token.length() > MAX_CHARACTERS) {
			return CompletableFuture
				.completedStage(invalid("it is " + token.length() + " characters long, limit " + MAX_CHARACTERS));
		}
		try {
			return CompletableFuture.supplyAsync(() -> decode(token), this.threads)
				.completeOnTimeout(unavailable(), MAX_TIME.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			return CompletableFuture.completedStage(unavailable());
		}
	}

	private Result decode(String token) {
		try {
			return result(this.decoder.decode(token));
		}
		catch (JwtValidationException ex) {
			return invalid(ex.getErrors().stream().map(OAuth2Error::getDescription).collect(Collectors.joining("; ")));
		}
		catch (BadJwtException ex) {
			// Its message may repeat a part of the token.
			return invalid("its form, its key or its signature is not what the issuer makes");
		}
		catch (JwtException ex) {
			// With a key that is unknown so soon after the last look nothing is wrong.
			if (!(ex.getCause() instanceof RateLimitReachedException)) {
				warn(ex);
			}
			return unavailable();
		}
		catch (IllegalArgumentException ex) {
			return invalid("its times contradict each other");
		}
	}

	private Result result(Jwt token) {
		Instant end = token.getExpiresAt();
		if (end != null && !this.clock.instant().isBefore(end)) {
			return new Result.Refused(new Refusal(Reason.TOKEN_EXPIRED, "the token has expired at " + end));
		}
		try {
			Identity identity = this.claims.identity(token);
			return new Result.Valid(identity);
		}
		catch (IllegalArgumentException ex) {
			return invalid(String.valueOf(ex.getMessage()));
		}
	}

	private static Result invalid(String why) {
		return new Result.Refused(new Refusal(Reason.UNAUTHORIZED, "the token is not valid: " + why));
	}

	private static Result unavailable() {
		return new Result.Refused(Refusal
			.unavailable("the token cannot be verified now: the keys of its issuer cannot be had", RETRY_AFTER));
	}

	private void warn(JwtException why) {
		long now = System.nanoTime();
		long next = this.nextWarning.get();
		if (now - next >= 0 && this.nextWarning.compareAndSet(next, now + BETWEEN_WARNINGS.toNanos())) {
			logger.warn("the keys of the issuer cannot be had, clients are refused: {}", why.getMessage());
		}
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

}
