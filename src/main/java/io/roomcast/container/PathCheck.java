package io.roomcast.container;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Refuses targets that Jetty and Spring take differently: with malformed path parameters,
 * which follow a semicolon and which Spring fails to parse, and with dot segments, which
 * Jetty resolves and Spring takes for names. Clients resolve those before they ask.
 */
final class PathCheck extends Handler.Wrapper {

	private static final Pattern DOTS = Pattern.compile("/\\.\\.?(?:[/;]|$)");

	@Override
	public boolean handle(Request request, Response response, Callback callback) throws Exception {
		String path = request.getHttpURI().getPath();
		String flaw = isMalformed(path) ? "Bad path parameter" : hasDots(path) ? "Dot segment in the path" : null;
		if (flaw != null) {
			Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400, flaw);
			return true;
		}
		return super.handle(request, response, callback);
	}

	private static boolean hasDots(@Nullable String path) {
		return path != null && path.contains("/.") && DOTS.matcher(path).find();
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
