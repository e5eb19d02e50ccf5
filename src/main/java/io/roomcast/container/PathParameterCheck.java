package io.roomcast.container;

import java.net.URI;
import java.net.URISyntaxException;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Refuses targets with malformed path parameters, which follow a semicolon. Jetty checks
 * the rest of a path only, and Spring would fail to parse them.
 */
final class PathParameterCheck extends Handler.Wrapper {

	@Override
	public boolean handle(Request request, Response response, Callback callback) throws Exception {
		if (isMalformed(request.getHttpURI().getPath())) {
			Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400, "Bad path parameter");
			return true;
		}
		return super.handle(request, response, callback);
	}

	private static boolean isMalformed(@Nullable String path) {
		if (path == null || path.indexOf(';') < 0) {
			return false;
		}
		try {
			new URI(path);
			return false;
		}
		catch (URISyntaxException ex) {
			return true;
		}
	}

}
