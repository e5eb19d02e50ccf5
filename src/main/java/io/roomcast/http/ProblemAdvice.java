package io.roomcast.http;

import java.util.Collection;
import java.util.Objects;
import java.util.stream.Collectors;

import io.roomcast.chat.Chat;
import io.roomcast.chat.RoomsUnavailableException;
import io.roomcast.problem.Problems;
import io.roomcast.protocol.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Answers requests that are refused with a problem detail. Spring does most of it; the
 * sentences that name the value and the limit are made here.
 */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

	private final Chat chat;

	ProblemAdvice(Chat chat) {
		this.chat = chat;
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		if (ex.getMostSpecificCause() instanceof BodyLimit.ExceededException exceeded) {
			return answer(ex, exceeded.sentence(), headers, HttpStatus.CONTENT_TOO_LARGE, request);
		}
		return handleExceptionInternal(ex, Problems.of(BodyErrors.refusal(ex)), headers, status, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(HttpMediaTypeNotSupportedException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		String supported = MediaType.toString(ex.getSupportedMediaTypes());
		String given = request.getHeader(HttpHeaders.CONTENT_TYPE);
		String sentence = "Content-Type is " + ((given != null) ? Refusal.quote(given) : "missing") + ", must be "
				+ supported;
		return answer(ex, sentence, headers, status, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return answer(ex, join(ex.getAllErrors()), headers, status, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
			HandlerMethodValidationException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return answer(ex, join(ex.getAllErrors()), headers, status, request);
	}

	/**
	 * Answers a parameter of the wrong type: the only ones that are converted are
	 * numbers.
	 */
	@Override
	protected @Nullable ResponseEntity<Object> handleTypeMismatch(TypeMismatchException ex, HttpHeaders headers,
			HttpStatusCode status, WebRequest request) {
		String value = Refusal.quote(Objects.toString(ex.getValue()));
		String sentence = ex.getPropertyName() + " is " + value + ", must be a whole number";
		return answer(ex, sentence, headers, status, request);
	}

	@ExceptionHandler
	@Nullable ResponseEntity<Object> handleUnavailable(RoomsUnavailableException ex, WebRequest request) {
		HttpHeaders headers = new HttpHeaders();
		headers.set(HttpHeaders.RETRY_AFTER, Problems.wholeSeconds(ex.retryAfter()));
		return answer(ex, String.valueOf(ex.getMessage()), headers, HttpStatus.SERVICE_UNAVAILABLE, request);
	}

	private static String join(Collection<? extends MessageSourceResolvable> flaws) {
		return flaws.stream()
			.map((flaw) -> Objects.requireNonNullElse(flaw.getDefaultMessage(), flaw.toString()))
			.distinct()
			.sorted()
			.collect(Collectors.joining("; "));
	}

	private @Nullable ResponseEntity<Object> answer(Exception exception, String sentence, HttpHeaders headers,
			HttpStatusCode status, WebRequest request) {
		return handleExceptionInternal(exception, Problems.of(status, sentence), headers, status, request);
	}

	/**
	 * Adds the code to the problems that Spring makes, and counts what is too large.
	 */
	@Override
	protected ResponseEntity<Object> createResponseEntity(@Nullable Object body, HttpHeaders headers,
			HttpStatusCode status, WebRequest request) {
		if (status.isSameCodeAs(HttpStatus.CONTENT_TOO_LARGE)) {
			this.chat.refuseTooLarge();
		}
		if (body instanceof ProblemDetail problem) {
			Problems.addCode(problem);
		}
		return super.createResponseEntity(body, headers, status, request);
	}

}
