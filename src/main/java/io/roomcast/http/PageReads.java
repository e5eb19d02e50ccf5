package io.roomcast.http;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import io.roomcast.chat.ClientProperties;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsProcessor;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets pages read that may connect: a browser shows a page of another origin only what
 * the answer allows it to (CORS). Those of any other origin are answered without that,
 * and their preflight requests are refused. So are all that ask for more than to read.
 */
final class PageReads extends OncePerRequestFilter {

	/** What pages may read. */
	static final String[] PATHS = { "/rooms", "/rooms/*", "/ping", "/clients" };

	private static final Duration PREFLIGHT_KEPT = Duration.ofHours(1);

	private static final List<String> METHODS = List.of(HttpMethod.GET.name(), HttpMethod.HEAD.name());

	private static final String LAST_EVENT_ID = "Last-Event-ID";

	private final CorsConfiguration allowed = new CorsConfiguration();

	private final CorsProcessor cors = new DefaultCorsProcessor();

	/**
	 * Makes the filter.
	 * @param tokens whether readers need tokens
	 */
	PageReads(ClientProperties clients, boolean tokens) {
		this.allowed.setAllowedOrigins(clients.allowedOrigins());
		this.allowed.setAllowedMethods(METHODS);
		this.allowed
			.setAllowedHeaders(tokens ? List.of(LAST_EVENT_ID, HttpHeaders.AUTHORIZATION) : List.of(LAST_EVENT_ID));
		this.allowed.setExposedHeaders(List.of(HttpHeaders.RETRY_AFTER));
		this.allowed.setMaxAge(PREFLIGHT_KEPT);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (CorsUtils.isPreFlightRequest(request)) {
			this.cors.processRequest(this.allowed, request, response);
			return;
		}
		if (METHODS.contains(request.getMethod())) {
			if (this.allowed.checkOrigin(request.getHeader(HttpHeaders.ORIGIN)) != null) {
				this.cors.processRequest(this.allowed, request, response);
			}
			else {
				response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
			}
		}
		chain.doFilter(request, response);
	}

}
