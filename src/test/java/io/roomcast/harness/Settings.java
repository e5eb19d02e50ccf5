package io.roomcast.harness;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * Binds records of configuration as the service does, but does not start it. Any thread
 * may call.
 */
public final class Settings {

	private Settings() {
	}

	/**
	 * Binds a record, with defaults for the settings that are not given.
	 * @param settings each as {@code key=value}, the key without the record's prefix
	 */
	public static <T> T bind(Class<T> type, String... settings) {
		String prefix = type.getAnnotation(ConfigurationProperties.class).value();
		Map<String, Object> values = new LinkedHashMap<>();
		for (String setting : settings) {
			String[] parts = setting.split("=", 2);
			values.put(prefix + "." + parts[0], parts[1]);
		}
		return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate(prefix, type);
	}

}
