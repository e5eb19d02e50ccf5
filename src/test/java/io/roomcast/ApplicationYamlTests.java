package io.roomcast;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The file application.yml is the manual: it holds every key of ours, with the default
 * that the code has.
 */
class ApplicationYamlTests {

	private static final String OURS = "roomcast.";

	@Test
	void manualHoldsEveryKeyWithItsDefault() throws IOException {
		assertThat(manual()).isEqualTo(defaults());
	}

	private static Map<String, String> manual() {
		YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
		yaml.setResources(new ClassPathResource("application.yml"));
		Map<String, String> keys = new TreeMap<>();
		Objects.requireNonNull(yaml.getObject()).forEach((key, value) -> {
			if (key.toString().startsWith(OURS)) {
				keys.put(key.toString(), value.toString());
			}
		});
		return keys;
	}

	private static Map<String, String> defaults() throws IOException {
		Map<String, String> keys = new TreeMap<>();
		ClassPathResource metadata = new ClassPathResource("META-INF/spring-configuration-metadata.json");
		try (InputStream in = metadata.getInputStream()) {
			for (JsonNode property : JsonMapper.shared().readTree(in).get("properties")) {
				JsonNode value = property.get("defaultValue");
				keys.put(property.get("name").asString(), (value != null && !value.isArray()) ? value.asString() : "");
			}
		}
		return keys;
	}

}
