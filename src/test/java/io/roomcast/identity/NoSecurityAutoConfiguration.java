package io.roomcast.identity;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/**
 * Keeps out what Boot sets up where it finds Spring Security: of that, only the tests
 * have more than the reading of tokens, for their authorization server.
 */
final class NoSecurityAutoConfiguration implements AutoConfigurationImportFilter {

	/**
	 * Made by Spring, which finds the class in {@code spring.factories}.
	 */
	NoSecurityAutoConfiguration() {
	}

	@Override
	public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
		boolean[] matches = new boolean[classes.length];
		for (int i = 0; i < classes.length; i++) {
			String name = classes[i];
			matches[i] = name == null || !name.startsWith("org.springframework.boot.security.");
		}
		return matches;
	}

}
