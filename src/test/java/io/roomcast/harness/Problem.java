package io.roomcast.harness;

import java.net.http.HttpResponse;

import com.jayway.jsonpath.JsonPath;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A problem detail (RFC 9457) as the server answered it. Immutable.
 */
public record Problem(int status, String detail) {

	private static final String MEDIA_TYPE = "application/problem+json";

	public static Problem of(HttpResponse<String> response) {
		return parse(response.statusCode(), response.headers().firstValue("Content-Type").orElse(""), response.body());
	}

	public static Problem of(Handshake handshake) {
		return parse(handshake.status(), handshake.header("Content-Type"), handshake.body());
	}

	private static Problem parse(int status, String contentType, String body) {
		assertThat(contentType).as("media type of " + body).startsWith(MEDIA_TYPE);
		assertThat(JsonPath.<Integer>read(body, "$.status")).as("status in " + body).isEqualTo(status);
		assertThat(JsonPath.<String>read(body, "$.code")).as("code in " + body).matches("[a-z_]+");
		return new Problem(status, JsonPath.read(body, "$.detail"));
	}

}
