package io.roomcast.problem;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * Makes problem details (RFC 9457). Each has a member {@value #CODE} for programs: that
 * of the refusal, as sockets are told it, or else the name of the status. Any thread may
 * call.
 */
public final class Problems {

	/** The member of a problem that tells programs what is wrong. */
	public static final String CODE = "code";

	private static final String NO_STATUS = "error";

	private Problems() {
	}

	/**
	 * Makes the problem of a refusal.
	 */
	public static ProblemDetail of(Refusal refusal) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(statusOf(refusal.reason()), refusal.sentence());
		problem.setProperty(CODE, refusal.reason().code());
		return problem;
	}

	/**
	 * Makes the exception that Spring answers with the problem of a refusal.
	 */
	public static ErrorResponseException exception(Refusal refusal) {
		ProblemDetail problem = of(refusal);
		ErrorResponseException exception = new ErrorResponseException(HttpStatus.valueOf(problem.getStatus()), problem,
				null);
		if (refusal.retryAfter() != null) {
			exception.getHeaders().set(HttpHeaders.RETRY_AFTER, wholeSeconds(refusal.retryAfter()));
		}
		return exception;
	}

	/**
	 * Makes the problem of a status.
	 * @param sentence names the value and the limit; null if there is nothing to say
	 */
	public static ProblemDetail of(HttpStatusCode status, @Nullable String sentence) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, sentence);
		addCode(problem);
		return problem;
	}

	/**
	 * Adds the code to a problem that was made elsewhere, unless it has one.
	 */
	public static void addCode(ProblemDetail problem) {
		Map<String, Object> properties = problem.getProperties();
		if (properties == null || !properties.containsKey(CODE)) {
			HttpStatus status = HttpStatus.resolve(problem.getStatus());
			problem.setProperty(CODE, (status != null) ? status.name().toLowerCase(Locale.ROOT) : NO_STATUS);
		}
	}

	/**
	 * Returns the value of a {@code Retry-After} header: whole seconds, rounded up.
	 */
	public static String wholeSeconds(Duration retryAfter) {
		return Long.toString(retryAfter.plusSeconds(1).minusNanos(1).toSeconds());
	}

	private static HttpStatus statusOf(Reason reason) {
		return switch (reason) {
			case BAD_ROOM, BAD_NICK, RESERVED_NICK, BAD_CURSOR, BAD_SESSION, BAD_JSON, UNKNOWN_TYPE, MISSING_FIELD,
					BAD_FIELD, TOO_MANY_ROOMS ->
				HttpStatus.BAD_REQUEST;
			case NOT_ALLOWED -> HttpStatus.FORBIDDEN;
			case NOT_IN_ROOM -> HttpStatus.NOT_FOUND;
			case NICK_TAKEN, ALREADY_IN_ROOM -> HttpStatus.CONFLICT;
			case MESSAGE_TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
			case KEY_REUSED, ID_REUSED -> HttpStatus.UNPROCESSABLE_CONTENT;
			case UNAUTHORIZED, TOKEN_EXPIRED -> HttpStatus.UNAUTHORIZED;
			case TOO_MANY_CONNECTIONS, RATE_LIMITED -> HttpStatus.TOO_MANY_REQUESTS;
			case SHUTTING_DOWN, UNAVAILABLE, TOO_MANY_CLIENTS -> HttpStatus.SERVICE_UNAVAILABLE;
		};
	}

}
