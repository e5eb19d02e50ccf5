package io.roomcast.http;

import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.exc.MismatchedInputException;

import org.springframework.http.converter.HttpMessageNotReadableException;

/**
 * Says what is wrong with a body that could not be read, without a word about our
 * classes.
 */
final class BodyErrors {

	private BodyErrors() {
	}

	static String sentence(HttpMessageNotReadableException exception) {
		if (exception.getCause() instanceof JacksonException flaw && flaw.getLocation() != null) {
			return (flaw instanceof MismatchedInputException mismatch) ? mismatch(mismatch)
					: "body is not valid JSON" + place(flaw);
		}
		return "body is missing or cannot be read, must be one JSON object";
	}

	private static String mismatch(MismatchedInputException mismatch) {
		String path = mismatch.getPath()
			.stream()
			.map(JacksonException.Reference::getPropertyName)
			.filter(Objects::nonNull)
			.collect(Collectors.joining("."));
		String value = nameOf(mismatch.getCurrentToken());
		return path.isEmpty() ? "body must be one JSON object and has " + value + place(mismatch)
				: "field '" + path + "' is " + value + ", must be a string";
	}

	private static String place(JacksonException flaw) {
		TokenStreamLocation place = flaw.getLocation();
		return " at line " + place.getLineNr() + ", column " + place.getColumnNr();
	}

	private static String nameOf(@Nullable JsonToken token) {
		return (token == null) ? "an end" : switch (token) {
			case START_OBJECT, PROPERTY_NAME -> "an object";
			case START_ARRAY -> "an array";
			case VALUE_STRING -> "a string";
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
			case VALUE_TRUE, VALUE_FALSE -> "a boolean";
			default -> "null";
		};
	}

}
