package io.roomcast.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.jayway.jsonpath.JsonPath;
import io.roomcast.harness.ChatProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the service holds while nobody uses it, as far as its meters, the kernel and the
 * JVM tell. Immutable.
 */
record ServiceState(Map<String, Double> meters, long sockets, Set<String> threads) {

	/** All that is held for somebody. */
	private static final List<String> METERS = List.of("roomcast.clients", "roomcast.rooms", "roomcast.listeners",
			"roomcast.client.memory", "roomcast.write.pending", "roomcast.log.size", "roomcast.failures");

	private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

	/** Threads of a pool that grows and shrinks. */
	private static final Pattern POOLED = Pattern.compile("(qtp|http-|JFR|Attach|C[12] ).*");

	static ServiceState of(ChatProcess service) {
		Map<String, Double> meters = new LinkedHashMap<>();
		METERS.forEach((name) -> meters.put(name, service.meter(name).orElse(0)));
		List<String> names = JsonPath.read(service.getWithKey("/actuator/threaddump").body(),
				"$.threads[*].threadName");
		Set<String> threads = new TreeSet<>(names);
		threads.removeIf((name) -> POOLED.matcher(name).matches());
		return new ServiceState(meters, service.openSockets(), threads);
	}

	/**
	 * Returns whether nothing is held for anybody.
	 */
	boolean isEmpty() {
		return this.meters.values().stream().allMatch((value) -> value == 0);
	}

	/**
	 * Fails if the service holds more now than it did before, or a thread has died.
	 */
	void assertNoMoreThan(ServiceState before, FuzzPlan plan) {
		assertThat(this.meters).as("meters after the " + plan).isEqualTo(before.meters);
		assertThat(this.sockets).as("open sockets after the " + plan).isLessThanOrEqualTo(before.sockets);
		assertThat(this.threads).as("threads after the " + plan).containsAll(before.threads);
	}

	/**
	 * Returns how many bytes of the heap are reachable.
	 */
	static long liveHeap(ChatProcess service) throws IOException {
		Process jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
				"" + service.pid(), "GC.class_histogram")
			.redirectErrorStream(true)
			.start();
		String histogram = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		Matcher total = TOTAL.matcher(histogram);
		assertThat(total.find()).as(histogram).isTrue();
		return Long.parseLong(total.group(1));
	}

}
