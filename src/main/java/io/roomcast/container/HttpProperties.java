package io.roomcast.container;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * How long an HTTP request may take to come.
 *
 * @param requestTimeout How long a connection may take until the header of its request is
 * complete, with the TLS handshake if there is one, and then for the body, before it is
 * cut. A body gets a second more for every 16 KB of it that has come.
 */
@ConfigurationProperties("roomcast.http")
record HttpProperties(@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("10s") Duration requestTimeout) {

	private static final Duration MIN_TIMEOUT = Duration.ofMillis(100);

	private static final Duration MAX_TIMEOUT = Duration.ofDays(1);

	HttpProperties {
		if (requestTimeout.compareTo(MIN_TIMEOUT) < 0 || requestTimeout.compareTo(MAX_TIMEOUT) > 0) {
			throw new IllegalArgumentException(
					"roomcast.http.request-timeout is " + requestTimeout.toMillis() + "ms, must be 100ms to 24h");
		}
	}

}
