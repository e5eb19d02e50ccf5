package io.roomcast.engine.redis;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * How the service uses Redis, which is found by {@code spring.data.redis}.
 *
 * @param prefix What the names of all keys and channels begin with. All nodes of one
 * service must have the same.
 * @param publishTimeout How long something may wait for Redis before it is refused.
 */
@ConfigurationProperties("roomcast.redis")
record RedisProperties(@DefaultValue("roomcast") String prefix,
		@DurationUnit(ChronoUnit.SECONDS) @DefaultValue("2s") Duration publishTimeout) {

	private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

	private static final Duration MIN_TIMEOUT = Duration.ofMillis(100);

	private static final Duration MAX_TIMEOUT = Duration.ofMinutes(1);

	RedisProperties {
		if (!PREFIX.matcher(prefix).matches()) {
			throw new IllegalArgumentException(
					"roomcast.redis.prefix is '" + prefix + "', must be 1 to 64 of A-Z a-z 0-9 . _ : -");
		}
		if (publishTimeout.compareTo(MIN_TIMEOUT) < 0 || publishTimeout.compareTo(MAX_TIMEOUT) > 0) {
			throw new IllegalArgumentException(
					"roomcast.redis.publish-timeout is " + publishTimeout.toMillis() + "ms, must be 100ms to 1m");
		}
	}

}
