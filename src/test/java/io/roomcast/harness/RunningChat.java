package io.roomcast.harness;

import java.net.http.HttpResponse;
import java.util.OptionalDouble;

import com.jayway.jsonpath.JsonPath;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service as it runs somewhere on this machine: the addresses for its clients, and
 * plain HTTP to it. Any thread may call.
 */
public interface RunningChat extends AutoCloseable {

	int port();

	boolean isRunning();

	@Override
	void close();

	default String ws(String path) {
		return "ws://127.0.0.1:" + port() + path;
	}

	default String http(String path) {
		return "http://127.0.0.1:" + port() + path;
	}

	default HttpResponse<String> get(String path) {
		return request("GET", path);
	}

	default HttpResponse<String> request(String method, String path) {
		return request(method, path, "");
	}

	/**
	 * Sends a request and reads the answer.
	 * @param body sent as JSON, unless it is empty or a header says otherwise
	 * @param headers further lines of the request, as {@code name: value}
	 */
	default HttpResponse<String> request(String method, String path, String body, String... headers) {
		return PlainHttp.exchange(method, http(path), body, headers);
	}

	/**
	 * Gets what is for those only who have the API key, if the service has one.
	 */
	default HttpResponse<String> getWithKey(String path) {
		return request("GET", path, "", RoomApi.AUTHORIZATION);
	}

	/**
	 * Returns the number that {@code GET /clients} answers.
	 */
	default int clients() {
		return Integer.parseInt(get("/clients").body());
	}

	/**
	 * Returns the value of a meter; none if it does not exist, as a counter with tags
	 * that has counted nothing yet.
	 * @param name with tags as {@code name?tag=key:value}
	 */
	default OptionalDouble meter(String name) {
		HttpResponse<String> response = getWithKey("/actuator/metrics/" + name);
		if (response.statusCode() == 404) {
			return OptionalDouble.empty();
		}
		assertThat(response.statusCode()).as(name).isEqualTo(200);
		return OptionalDouble.of(JsonPath.<Number>read(response.body(), "$.measurements[0].value").doubleValue());
	}

}
