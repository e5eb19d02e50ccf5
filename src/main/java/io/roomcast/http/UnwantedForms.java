package io.roomcast.http;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;

import io.roomcast.problem.Problems;
import io.roomcast.protocol.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests with the body of an HTML form on every route, without reading it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnwantedForms extends OncePerRequestFilter {

	private final JsonMapper mapper;

	UnwantedForms(JsonMapper mapper) {
		this.mapper = mapper;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		// Not getContentType(), which fails if it names an unknown charset.
		String type = mediaType(request.getHeader(HttpHeaders.CONTENT_TYPE));
		if (!isForm(type) || !hasBody(request)) {
			chain.doFilter(request, response);
			return;
		}
		ProblemDetail problem = Problems.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE,
				"Content-Type is " + Refusal.quote(type) + ", must be " + MediaType.APPLICATION_JSON_VALUE);
		problem.setInstance(URI.create(request.getRequestURI()));
		response.setStatus(problem.getStatus());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.getOutputStream().write(this.mapper.writeValueAsBytes(problem));
	}

	private static String mediaType(@Nullable String contentType) {
		return (contentType != null) ? contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT) : "";
	}

	private static boolean isForm(String type) {
		return type.equals(MediaType.APPLICATION_FORM_URLENCODED_VALUE) || type.startsWith("multipart/");
	}

	private static boolean hasBody(HttpServletRequest request) {
		return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
	}

}
