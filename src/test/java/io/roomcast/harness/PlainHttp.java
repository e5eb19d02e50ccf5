package io.roomcast.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * Plain HTTP/1.1 exchanges. Any thread may call.
 */
final class PlainHttp {

	private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private PlainHttp() {
	}

	/**
	 * Sends a request and reads the answer.
	 * @param body sent as JSON, unless it is empty or a header says otherwise
	 * @param headers further lines of the request, as {@code name: value}
	 */
	static HttpResponse<String> exchange(String method, String url, String body, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(ChatClient.PATIENCE);
		if (body.isEmpty()) {
			request.method(method, BodyPublishers.noBody());
		}
		else {
			request.method(method, BodyPublishers.ofString(body)).setHeader("Content-Type", "application/json");
		}
		for (String header : headers) {
			String[] parts = header.split(":", 2);
			request.setHeader(parts[0], parts[1].trim());
		}
		try {
			return HTTP.send(request.build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted while waiting for " + url, ex);
		}
	}

}
