package io.roomcast.ws;

import java.util.concurrent.atomic.AtomicReference;

import io.roomcast.limit.ConnectionPermit;
import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * The permit of a request that is to become a connection. It is given back when the
 * request is over, unless a connection has taken it.
 */
final class RequestPermit {

	private static final String ATTRIBUTE = RequestPermit.class.getName();

	private final AtomicReference<@Nullable ConnectionPermit> permit;

	private RequestPermit(ConnectionPermit permit) {
		this.permit = new AtomicReference<>(permit);
	}

	/**
	 * Has a request hold a permit.
	 */
	static void hold(HttpServletRequest request, ConnectionPermit permit) {
		RequestPermit held = new RequestPermit(permit);
		Request coreRequest = ServletContextRequest.getServletContextRequest(request);
		coreRequest.setAttribute(ATTRIBUTE, held);
		Request.addCompletionListener(coreRequest, (failure) -> {
			ConnectionPermit left = held.permit.getAndSet(null);
			if (left != null) {
				left.release();
			}
		});
	}

	/**
	 * Gives back the permit of a request, if it has one.
	 */
	static void release(HttpServletRequest request) {
		ConnectionPermit left = take(ServletContextRequest.getServletContextRequest(request));
		if (left != null) {
			left.release();
		}
	}

	/**
	 * Takes the permit of a request; null if it has none.
	 */
	static @Nullable ConnectionPermit take(Request request) {
		return (request.getAttribute(ATTRIBUTE) instanceof RequestPermit held) ? held.permit.getAndSet(null) : null;
	}

}
