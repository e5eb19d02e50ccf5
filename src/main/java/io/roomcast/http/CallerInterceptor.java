package io.roomcast.http;

import io.roomcast.chat.Identity;
import io.roomcast.identity.Caller;
import io.roomcast.identity.Callers;
import io.roomcast.protocol.Refusal;
import io.roomcast.protocol.Refusal.Reason;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Finds out who sends a request, before anything else of it is checked, and tells the
 * controllers. Routes with {@link NeedsApiKey} need the API key or a token, the others a
 * token where the service asks for them.
 */
@Component
final class CallerInterceptor implements HandlerInterceptor, HandlerMethodArgumentResolver {

	/** Where the others are. */
	static final String[] PATHS = { "/rooms", "/rooms/**", "/clients" };

	private static final String CALLER = "roomcast.caller";

	private final Callers callers;

	CallerInterceptor(Callers callers) {
		this.callers = callers;
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (request.getAttribute(CALLER) == null && handler instanceof HandlerMethod method) {
			if (this.callers.isIdentityOn()) {
				response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
			}
			request.setAttribute(CALLER, identify(request, method.hasMethodAnnotation(NeedsApiKey.class)));
		}
		return true;
	}

	private Caller identify(HttpServletRequest request, boolean changes) {
		if (changes && !this.callers.isKeySet() && !this.callers.isIdentityOn()) {
			throw Refusals.refuse(HttpStatus.FORBIDDEN, "this route is off, as there is no API key: "
					+ "set roomcast.api.key, or ROOMCAST_API_KEY in the environment, to turn it on");
		}
		Caller caller = this.callers.identify(request);
		if (caller.refusal() != null) {
			throw unauthorized(caller.refusal());
		}
		if (changes && caller.identity() == null) {
			throw unauthorized(Callers.withoutKey(request));
		}
		return caller;
	}

	private static ErrorResponseException unauthorized(Refusal refusal) {
		ErrorResponseException exception = Refusals.refuse(refusal);
		String challenge = Caller.challenge(refusal);
		if (challenge != null) {
			exception.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, challenge);
		}
		return exception;
	}

	/**
	 * Requires that somebody has the API key or a scope.
	 */
	static void require(Caller caller, String scope) {
		Identity who = caller.identity();
		if (who == null || !who.has(scope)) {
			throw Refusals.refuse(new Refusal(Reason.NOT_ALLOWED,
					"this needs the API key, or a token with the scope " + Refusal.quote(scope)));
		}
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType() == Caller.class;
	}

	@Override
	public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
			NativeWebRequest request, @Nullable WebDataBinderFactory binderFactory) {
		Object caller = request.getAttribute(CALLER, RequestAttributes.SCOPE_REQUEST);
		return (caller != null) ? caller : Caller.UNKNOWN;
	}

}
