package io.roomcast.pages;

import java.net.http.HttpResponse;

import io.roomcast.harness.ChatServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What of the pages is served, and how.
 */
class PagesIntegrationTests {

	@AutoClose
	private static final ChatServer server = ChatServer.start();

	@ParameterizedTest
	@CsvSource({ "/, text/html", "/?room=kitchen&room=hall, text/html", "/index.html, text/html", "/chat.css, text/css",
			"/page/main.js, text/javascript", "/roomcast.js, text/javascript", "/roomcast.d.ts, text/plain" })
	void filesAreServedByTheirTypes(String path, String type) {
		HttpResponse<String> response = server.get(path);

		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(header(response, "Content-Type")).startsWith(type);
		assertThat(header(response, "Cache-Control")).isEqualTo("no-cache");
		assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
	}

	@Test
	void pageMayOnlyLoadItsOwnFilesAndTalkToItsOwnServer() {
		assertThat(header(server.get("/"), "Content-Security-Policy")).isEqualTo("default-src 'none'; "
				+ "script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; "
				+ "form-action 'none'; frame-ancestors 'none'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/nowhere", "/page", "/page/", "/page/none.js", "/static/index.html", "/application.yml",
			"/page/..%2findex.html", "/chat/main.js/x" })
	void whatIsNoFileOfThePagesIsNotFound(String path) {
		HttpResponse<String> response = server.get(path);

		assertThat(response.statusCode()).isIn(400, 404);
		assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
	}

	@Test
	void roomMayBeCalledAsAFile() {
		assertThat(server.get("/chat/main.js").statusCode()).isEqualTo(426);
	}

	@Test
	void whatHasNoRouteIsNotFoundWithAnyMethod() {
		assertThat(server.request("POST", "/nowhere", "{}").statusCode()).isEqualTo(404);
	}

	private static String header(HttpResponse<?> response, String name) {
		return response.headers().firstValue(name).orElse("");
	}

}
