package io.roomcast.ops;

import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.ConfigurationPropertiesBean;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.stereotype.Component;

/**
 * Refuses to start with a key of ours that does not exist: a misspelled limit would
 * silently be none. Environment variables are not checked, as Kubernetes sets some that
 * begin with the name of a service.
 */
@Component
final class SettingsCheck implements SmartInitializingSingleton {

	private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("roomcast");

	private static final String ACTION = "Correct its name, or remove it. The file application.yml in the jar lists all settings.";

	private final ApplicationContext context;

	SettingsCheck(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public void afterSingletonsInstantiated() {
		Set<ConfigurationPropertyName> known = knownKeys();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.context.getEnvironment())) {
			if (source instanceof IterableConfigurationPropertySource keys
					&& !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)) {
				keys.stream().filter(ROOT::isAncestorOf).forEach((key) -> require(known, key));
			}
		}
	}

	private static void require(Set<ConfigurationPropertyName> known, ConfigurationPropertyName key) {
		boolean exists = known.contains(key) || (key.isLastElementIndexed() && known.contains(key.getParent()));
		if (!exists) {
			String keys = known.stream()
				.map(ConfigurationPropertyName::toString)
				.filter((name) -> name.startsWith(section(key)))
				.collect(Collectors.joining(", "));
			throw new SettingException("there is no setting " + key + (keys.isEmpty() ? "" : ", only " + keys), ACTION);
		}
	}

	private static String section(ConfigurationPropertyName key) {
		return key.chop(Math.min(2, key.getNumberOfElements())) + ".";
	}

	private Set<ConfigurationPropertyName> knownKeys() {
		return ConfigurationPropertiesBean.getAll(this.context)
			.values()
			.stream()
			.flatMap(SettingsCheck::keysOf)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Stream<ConfigurationPropertyName> keysOf(ConfigurationPropertiesBean bean) {
		ConfigurationPropertyName prefix = ConfigurationPropertyName.of(bean.getAnnotation().value());
		Class<?> type = bean.asBindTarget().getType().toClass();
		return Stream.of(type.isRecord() ? type.getRecordComponents() : new RecordComponent[0])
			.map(RecordComponent::getName)
			.map((name) -> prefix.append(dashed(name)));
	}

	private static String dashed(String camelCase) {
		return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
	}

}
