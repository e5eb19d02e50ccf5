package io.roomcast.http;

import java.time.Duration;

import io.roomcast.chat.NameRules;
import io.roomcast.problem.Problems;
import io.roomcast.protocol.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * Makes the exceptions that Spring answers with a problem detail.
 */
final class Refusals {

	private Refusals() {
	}

	static ErrorResponseException refuse(Refusal refusal) {
		return Problems.exception(refusal);
	}

	/**
	 * Refuses a request, if there is a reason.
	 */
	static void throwIf(@Nullable Refusal refusal) {
		if (refusal != null) {
			throw refuse(refusal);
		}
	}

	static ErrorResponseException refuse(HttpStatus status, String sentence) {
		return exception(Problems.of(status, sentence));
	}

	private static ErrorResponseException exception(ProblemDetail problem) {
		return new ErrorResponseException(HttpStatus.valueOf(problem.getStatus()), problem, null);
	}

	/**
	 * Refuses what may be asked again after a while.
	 */
	static ErrorResponseException later(String sentence, Duration retryAfter) {
		ErrorResponseException exception = refuse(HttpStatus.SERVICE_UNAVAILABLE, sentence);
		exception.getHeaders().set(HttpHeaders.RETRY_AFTER, Problems.wholeSeconds(retryAfter));
		return exception;
	}

	/**
	 * Refuses the name of a room that does not exist, or could not.
	 */
	static ErrorResponseException noRoom(String name) {
		Refusal refusal = NameRules.checkRoom(name);
		return (refusal != null) ? refuse(refusal)
				: refuse(HttpStatus.NOT_FOUND, "room " + Refusal.quote(name) + " has neither clients nor history");
	}

}
