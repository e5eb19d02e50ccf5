package io.roomcast.identity;

import java.io.IOException;
import java.net.URI;
import java.util.List;

import io.roomcast.chat.Identity;
import io.roomcast.problem.Problems;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps strangers from what the actuator tells beyond health and info, once there is an
 * API key, or the service asks for tokens.
 */
final class ActuatorGuard extends OncePerRequestFilter {

	private static final List<String> OPEN = List.of("/health", "/info");

	private final Callers callers;

	private final JsonMapper mapper;

	private final String basePath;

	/**
	 * Makes a guard.
	 * @param basePath what the actuator's paths begin with; empty if that is nothing
	 */
	ActuatorGuard(Callers callers, JsonMapper mapper, String basePath) {
		this.callers = callers;
		this.mapper = mapper;
		this.basePath = basePath;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		Refusal refusal = isOpen(request.getRequestURI().substring(request.getContextPath().length())) ? null
				: check(request);
		if (refusal == null) {
			chain.doFilter(request, response);
		}
		else {
			refuse(refusal, request, response);
		}
	}

	/**
	 * Returns whether a path is open to all. It is compared as it was sent, as Spring
	 * does: one that is written in another way is not.
	 */
	private boolean isOpen(String path) {
		if (!this.callers.isKeySet() && !this.callers.isIdentityOn()) {
			return true;
		}
		return OPEN.stream()
			.map((endpoint) -> this.basePath + endpoint)
			.anyMatch((open) -> path.equals(open) || path.startsWith(open + "/"));
	}

	private @Nullable Refusal check(HttpServletRequest request) {
		Caller caller = this.callers.identify(request);
		if (caller.refusal() != null) {
			return caller.refusal();
		}
		Identity who = caller.identity();
		if (who == null) {
			return Callers.withoutKey(request);
		}
		return who.has(Identity.MONITOR_SCOPE) ? null : new Refusal(Reason.NOT_ALLOWED,
				"this needs the API key, or a token with the scope " + Refusal.quote(Identity.MONITOR_SCOPE));
	}

	private void refuse(Refusal refusal, HttpServletRequest request, HttpServletResponse response) throws IOException {
		ProblemDetail problem = Problems.of(refusal);
		problem.setInstance(URI.create(request.getRequestURI()));
		String challenge = Caller.challenge(refusal);
		if (challenge != null) {
			response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
		}
		if (refusal.retryAfter() != null) {
			response.setHeader(HttpHeaders.RETRY_AFTER, Problems.wholeSeconds(refusal.retryAfter()));
		}
		response.setStatus(problem.getStatus());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.getOutputStream().write(this.mapper.writeValueAsBytes(problem));
	}

}
