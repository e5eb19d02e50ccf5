package io.roomcast.engine.redis;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;

/**
 * Lets of what Boot sets up for Spring Data in only the connection factory of Redis, and
 * that only if the engine needs it: without, there is no connection, no thread and no
 * health indicator for a Redis that nobody has.
 */
final class RedisAutoConfigurationFilter implements AutoConfigurationImportFilter, EnvironmentAware {

	private static final String SPRING_DATA = "org.springframework.boot.data.";

	private static final String CONNECTION_FACTORY = SPRING_DATA + "redis.autoconfigure.DataRedisAutoConfiguration";

	private Environment environment = new StandardEnvironment();

	/**
	 * Made by Spring, which finds the class in {@code spring.factories}.
	 */
	RedisAutoConfigurationFilter() {
	}

	@Override
	public void setEnvironment(Environment environment) {
		this.environment = environment;
	}

	@Override
	public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
		boolean isRedis = "redis".equalsIgnoreCase(this.environment.getProperty("roomcast.engine"));
		boolean[] matches = new boolean[classes.length];
		for (int i = 0; i < classes.length; i++) {
			String name = classes[i];
			matches[i] = name == null || !isOfSpringData(name) || (isRedis && name.equals(CONNECTION_FACTORY));
		}
		return matches;
	}

	/**
	 * Returns whether a class is what Boot begins with. It asks for all that such a class
	 * imports, too.
	 */
	private static boolean isOfSpringData(String name) {
		return name.startsWith(SPRING_DATA) && name.endsWith("AutoConfiguration");
	}

}
