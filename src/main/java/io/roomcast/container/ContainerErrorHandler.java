package io.roomcast.container;

import java.nio.ByteBuffer;

import io.roomcast.problem.Problems;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/**
 * Answers the requests that Jetty refuses before Spring sees them with a problem detail.
 */
final class ContainerErrorHandler extends ErrorHandler {

	private final JsonMapper mapper;

	ContainerErrorHandler(JsonMapper mapper) {
		this.mapper = mapper;
	}

	@Override
	protected void generateResponse(Request request, Response response, int code, @Nullable String message,
			@Nullable Throwable cause, Callback callback) {
		ProblemDetail problem = Problems.of(HttpStatusCode.valueOf(code), sentence(request, code, message));
		response.getHeaders().put(HttpHeader.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.write(true, ByteBuffer.wrap(this.mapper.writeValueAsBytes(problem)), callback);
	}

	private static String sentence(Request request, int code, @Nullable String message) {
		int limit = request.getConnectionMetaData().getHttpConfiguration().getRequestHeaderSize();
		return switch (code) {
			case HttpStatus.URI_TOO_LONG_414 -> "request line is over " + limit + " bytes, which is the limit";
			case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
				"request header is over " + limit + " bytes, which is the limit";
			default ->
				((message != null) ? message : HttpStatus.getMessage(code)) + ": " + request.getHttpURI().getPath();
		};
	}

}
