package io.roomcast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What a process uses of the machine.
 */
public final class ProcessUse {

	private final ProcessHandle process;

	ProcessUse(ProcessHandle process) {
		this.process = process;
	}

	/**
	 * This process's own: the load.
	 */
	public static ProcessUse ofLoad() {
		return new ProcessUse(ProcessHandle.current());
	}

	/**
	 * The CPU time of all its threads so far, in user and kernel mode.
	 */
	public Duration cpu() {
		return this.process.info().totalCpuDuration().orElse(Duration.ZERO);
	}

	/**
	 * Its memory; empty where there is no Linux to tell.
	 */
	public OptionalLong residentBytes() {
		// Not its neighbour "status": what that says is off by up to some hundred KB a
		// CPU.
		Path rollup = Path.of("/proc", Long.toString(this.process.pid()), "smaps_rollup");
		try (Stream<String> lines = Files.lines(rollup)) {
			return lines.filter((line) -> line.startsWith("Rss:")).mapToLong(ProcessUse::bytes).findFirst();
		}
		catch (IOException ex) {
			return OptionalLong.empty();
		}
	}

	private static long bytes(String line) {
		return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
	}

}
