package io.roomcast.http;

import io.roomcast.chat.NameRules;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * Makes of a refusal what Spring answers as a problem detail (RFC 9457): the one place
 * that knows the status of each reason.
 */
final class Refusals {

	/** The member of a problem that tells the reason to programs, as sockets are told. */
	static final String CODE = "code";

	private static final String RETRY_AFTER_SECONDS = "1";

	private Refusals() {
	}

	static ErrorResponseException refuse(Refusal refusal) {
		ErrorResponseException exception = refuse(statusOf(refusal.reason()), refusal.sentence());
		exception.getBody().setProperty(CODE, refusal.reason().code());
		return exception;
	}

	static ErrorResponseException refuse(HttpStatus status, String sentence) {
		return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, sentence), null);
	}

	/**
	 * Refuses what can be asked again after a second.
	 */
	static ErrorResponseException later(String sentence) {
		ErrorResponseException exception = refuse(HttpStatus.SERVICE_UNAVAILABLE, sentence);
		exception.getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
		return exception;
	}

	/**
	 * There is no such room, or there could not be one.
	 */
	static ErrorResponseException noRoom(String name) {
		Refusal refusal = NameRules.checkRoom(name);
		return (refusal != null) ? refuse(refusal)
				: refuse(HttpStatus.NOT_FOUND, "room " + Refusal.quote(name) + " has neither clients nor history");
	}

	private static HttpStatus statusOf(Reason reason) {
		return switch (reason) {
			case BAD_ROOM, BAD_NICK, RESERVED_NICK, BAD_CURSOR, BAD_JSON, UNKNOWN_TYPE, MISSING_FIELD, BAD_FIELD,
					TOO_MANY_LINES ->
				HttpStatus.BAD_REQUEST;
			case NICK_TAKEN -> HttpStatus.CONFLICT;
			case TEXT_TOO_LONG -> HttpStatus.CONTENT_TOO_LARGE;
			case KEY_REUSED -> HttpStatus.UNPROCESSABLE_CONTENT;
		};
	}

}
