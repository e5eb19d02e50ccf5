package io.roomcast.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every run, and what it ran on.
 *
 * @param at when
 * @param machine what on
 * @param settings how
 */
public record JsonReport(Instant at, Map<String, String> machine, Map<String, String> settings, List<String> servers,
		List<Run> runs) {

	public JsonReport {
		machine = Map.copyOf(machine);
		settings = Map.copyOf(settings);
		servers = List.copyOf(servers);
		runs = List.copyOf(runs);
	}

	public void write(Path file) {
		JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValue(file, this);
	}

}
