package io.roomcast.ws;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * How the node is emptied before it stops.
 *
 * @param window Over what time the clients are sent away when the service stops; 0s for
 * all at once.
 */
@ConfigurationProperties("roomcast.drain")
record DrainProperties(@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("10s") Duration window) {

	private static final Duration MAX_WINDOW = Duration.ofHours(1);

	DrainProperties {
		if (window.isNegative() || window.compareTo(MAX_WINDOW) > 0) {
			throw new IllegalArgumentException(
					"roomcast.drain.window is " + window.toMillis() + "ms, must be 0s to 1h");
		}
	}

}
