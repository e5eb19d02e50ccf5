package io.roomcast.http;

import java.util.Objects;
import java.util.stream.Collectors;

import io.roomcast.protocol.JsonTokens;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.exc.MismatchedInputException;

import org.springframework.http.converter.HttpMessageNotReadableException;

/**
 * Says what is wrong with a body that could not be read, without the names of our
 * classes.
 */
final class BodyErrors {

	private BodyErrors() {
	}

	static Refusal refusal(HttpMessageNotReadableException exception) {
		if (exception.getCause() instanceof JacksonException flaw && flaw.getLocation() != null) {
			return (flaw instanceof MismatchedInputException mismatch) ? mismatch(mismatch)
					: new Refusal(Reason.BAD_JSON, "body is not valid JSON" + position(flaw));
		}
		return new Refusal(Reason.BAD_JSON, "body is missing or cannot be read, must be one JSON object");
	}

	private static Refusal mismatch(MismatchedInputException mismatch) {
		String path = mismatch.getPath()
			.stream()
			.map(JacksonException.Reference::getPropertyName)
			.filter(Objects::nonNull)
			.collect(Collectors.joining("."));
		String value = JsonTokens.nameOf(mismatch.getCurrentToken());
		return path.isEmpty()
				? new Refusal(Reason.BAD_JSON, "body must be one JSON object and has " + value + position(mismatch))
				: new Refusal(Reason.BAD_FIELD, "field '" + path + "' is " + value + ", must be a string");
	}

	private static String position(JacksonException flaw) {
		TokenStreamLocation position = flaw.getLocation();
		return " at line " + position.getLineNr() + ", column " + position.getColumnNr();
	}

}
