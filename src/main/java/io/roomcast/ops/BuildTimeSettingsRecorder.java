package io.roomcast.ops;

import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * Writes the settings that a build with Spring AOT has seen into its jar. Made by Spring,
 * which finds the class in {@code aot.factories}.
 */
final class BuildTimeSettingsRecorder implements BeanFactoryInitializationAotProcessor {

	BuildTimeSettingsRecorder() {
	}

	@Override
	public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
			ConfigurableListableBeanFactory beanFactory) {
		Map<String, String> settings = BuildTimeSettings.of(beanFactory.getBean(Environment.class));
		String lines = settings.entrySet()
			.stream()
			.map((setting) -> setting.getKey() + "=" + setting.getValue() + "\n")
			.collect(Collectors.joining());
		return (generation, code) -> generation.getGeneratedFiles().addResourceFile(BuildTimeSettings.RESOURCE, lines);
	}

}
