package io.roomcast.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;

/**
 * What the figures of a run depend on, and are worth nothing without.
 *
 * @param started when
 * @param machine processor, cores, memory, kernel
 * @param load the load average of the last minute before the start
 * @param commit of the code that is measured
 * @param jvm of each server and of the core, with its flags
 * @param rounds how often and how long each scenario is measured
 */
record Environment(Instant started, String machine, String load, String commit, String jvm, String rounds) {

	static Environment of(Settings settings) {
		OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
		String machine = String.format(Locale.ROOT, "%s, %d cores, %.1f GiB, %s %s", processor(),
				system.getAvailableProcessors(), system.getTotalMemorySize() / (double) (1 << 30), system.getName(),
				system.getVersion());
		String load = String.format(Locale.ROOT, "%.2f", system.getSystemLoadAverage());
		String jvm = System.getProperty("java.vm.name") + " " + Runtime.version() + " "
				+ String.join(" ", settings.jvm());
		String rounds = "%d of %d s after %d s of warm-up, the servers in turn".formatted(settings.rounds(),
				settings.measured().toSeconds(), EndToEnd.WARM_UP.toSeconds());
		return new Environment(Instant.now().truncatedTo(ChronoUnit.SECONDS), machine, load, head(), jvm, rounds);
	}

	/**
	 * Returns each fact in a line, but for the rounds, which the core has none of.
	 */
	List<String> lines() {
		return List.of("started: " + this.started, "machine: " + this.machine,
				"load average at the start: " + this.load, "commit: " + this.commit,
				"JVM of roomcast, naive and the core: " + this.jvm);
	}

	private static String processor() {
		try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
			return lines.filter((line) -> line.startsWith("model name"))
				.map((line) -> line.replaceFirst(".*:\\s*", ""))
				.findFirst()
				.orElseGet(Environment::architecture);
		}
		catch (IOException ex) {
			return architecture();
		}
	}

	private static String architecture() {
		return System.getProperty("os.arch");
	}

	private static String head() {
		try {
			Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--exclude=*").start();
			String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
			return commit.isEmpty() ? "unknown" : commit;
		}
		catch (IOException ex) {
			return "unknown";
		}
	}

}
