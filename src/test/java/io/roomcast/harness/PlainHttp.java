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
 * Plain HTTP/1.1 exchanges without a body to send.
 */
final class PlainHttp {

	private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private PlainHttp() {
	}

	static HttpResponse<String> exchange(String method, String url) {
		HttpRequest request = HttpRequest.newBuilder(URI.create(url))
			.method(method, BodyPublishers.noBody())
			.timeout(ChatClient.PATIENCE)
			.build();
		try {
			return HTTP.send(request, BodyHandlers.ofString());
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
