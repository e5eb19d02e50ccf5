package io.roomcast.ops;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example of the documentation fits together, and fits the service.
 */
class KubernetesExampleTests {

	private static final Path FILE = Path.of("src/docs/kubernetes.yaml");

	/**
	 * The times of a stop by default: the drain, the answers of clients, requests under
	 * way.
	 */
	private static final int STOP_SECONDS = 10 + 5 + 30;

	private final List<DocumentContext> objects = read();

	@Test
	void everyObjectIsOfAKind() {
		assertThat(this.objects).extracting((object) -> object.<String>read("$.kind"))
			.containsExactly("Deployment", "Service", "PodDisruptionBudget", "HorizontalPodAutoscaler");
	}

	@Test
	void probesAskForWhatThereIs() {
		assertThat(this.objects.get(0).<List<String>>read("$..httpGet.path")).containsOnly("/readyz", "/livez");
	}

	@Test
	void stopHasTheTimeThatItNeeds() {
		assertThat(this.objects.get(0).<Integer>read("$.spec.template.spec.terminationGracePeriodSeconds"))
			.isGreaterThan(STOP_SECONDS);
	}

	@Test
	void objectsFindTheNodes() {
		Object labels = this.objects.get(0).read("$.spec.template.metadata.labels");

		assertThat(this.objects.get(0).<Object>read("$.spec.selector.matchLabels")).isEqualTo(labels);
		assertThat(this.objects.get(1).<Object>read("$.spec.selector")).isEqualTo(labels);
		assertThat(this.objects.get(2).<Object>read("$.spec.selector.matchLabels")).isEqualTo(labels);
		assertThat(this.objects.get(3).<Object>read("$.spec.scaleTargetRef.name"))
			.isEqualTo(this.objects.get(0).read("$.metadata.name"));
	}

	private static List<DocumentContext> read() {
		try (Reader text = Files.newBufferedReader(FILE)) {
			return StreamSupport.stream(new Yaml().loadAll(text).spliterator(), false).map(JsonPath::parse).toList();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
