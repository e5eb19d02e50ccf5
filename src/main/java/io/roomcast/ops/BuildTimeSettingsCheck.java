package io.roomcast.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.stereotype.Component;

/**
 * Refuses to start with beans that were prepared for other settings: a node that is told
 * to be one of several must not serve alone.
 */
@Component
final class BuildTimeSettingsCheck implements SmartInitializingSingleton {

	private static final String ACTION = "Build the jar anew with this setting in the environment, or start it without "
			+ "-Dspring.aot.enabled=true, which takes longer.";

	private final Environment environment;

	BuildTimeSettingsCheck(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (AotDetector.useGeneratedArtifacts()) {
			check(built(), BuildTimeSettings.of(this.environment));
		}
	}

	private static Map<String, String> built() {
		try {
			Properties properties = PropertiesLoaderUtils
				.loadProperties(new ClassPathResource(BuildTimeSettings.RESOURCE));
			Map<String, String> built = new TreeMap<>();
			properties.stringPropertyNames().forEach((name) -> built.put(name, properties.getProperty(name)));
			return built;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static void check(Map<String, String> built, Map<String, String> started) {
		@Nullable String difference = BuildTimeSettings.difference(built, started);
		if (difference != null) {
			throw new SettingException(difference, ACTION);
		}
	}

}
