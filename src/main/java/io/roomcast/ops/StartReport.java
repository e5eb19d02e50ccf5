package io.roomcast.ops;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import io.roomcast.engine.EffectiveLimit;
import io.roomcast.engine.Engine;
import io.roomcast.engine.EngineHealth;
import io.roomcast.fanout.Limits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Tells in one line of the log that the service takes connections, where, and what it was
 * set to. No secret is in it.
 */
@Component
final class StartReport {

	private static final Logger log = LoggerFactory.getLogger(StartReport.class);

	private static final String CLIENT = "roomcast.client.";

	private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";

	private static final List<String> JWT_SOURCES = List.of("issuer-uri", "jwk-set-uri", "public-key-location");

	private final Environment environment;

	private final Engine engine;

	private final Limits limits;

	private final List<EffectiveLimit> bounds;

	private final String version;

	StartReport(Environment environment, Engine engine, Limits limits, ObjectProvider<EffectiveLimit> bounds,
			ObjectProvider<BuildProperties> build) {
		this.environment = environment;
		this.engine = engine;
		this.limits = limits;
		this.bounds = bounds.orderedStream().toList();
		BuildProperties known = build.getIfAvailable();
		this.version = (known != null) ? "Roomcast " + known.getVersion() : "Roomcast";
	}

	@EventListener
	void report(ApplicationReadyEvent ready) {
		Duration process = Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
		Duration start = Objects.requireNonNullElse(ready.getTimeTaken(), process);
		log.info("{} listens on {} after {}, {} after its process began: {}; {}", this.version, address(),
				seconds(start), seconds(process), access(), limits());
	}

	private String address() {
		boolean tls = this.environment.getProperty("server.ssl.enabled", Boolean.class, true)
				&& Stream.of("bundle", "key-store", "certificate").anyMatch((key) -> isSet("server.ssl." + key));
		String host = this.environment.getProperty("server.address", "*");
		String port = this.environment.getProperty("local.server.port", "?");
		String address = (tls ? "https://" : "http://") + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
		String management = this.environment.getProperty("local.management.port", port);
		return management.equals(port) ? address : address + ", with management on port " + management + ",";
	}

	private String access() {
		EngineHealth health = this.engine.health();
		Object node = health.details().get("node");
		return "engine " + health.name() + ((node != null) ? ", node " + node : "") + ", API key "
				+ onOff(isSet("roomcast.api.key")) + ", identity "
				+ onOff(JWT_SOURCES.stream().anyMatch((source) -> isSet(JWT + source)));
	}

	private String limits() {
		List<String> told = new ArrayList<>();
		this.bounds.forEach((bound) -> told.add(bound.toString()));
		told.add(setting("max-message-size") + " a message");
		told.add(setting("max-rooms") + " rooms a client");
		told.add(size(this.limits.historyBudget()) + " of history");
		told.add(size(this.limits.liveBudget()) + " of live entries");
		told.add(size(this.limits.clientBudget()) + " for single clients");
		return "at most " + String.join(", ", told);
	}

	private boolean isSet(String key) {
		return !this.environment.getProperty(key, "").isBlank();
	}

	private String setting(String key) {
		return this.environment.getProperty(CLIENT + key, "?");
	}

	private static String onOff(boolean on) {
		return on ? "on" : "off";
	}

	private static String size(long bytes) {
		long megabytes = DataSize.ofBytes(bytes).toMegabytes();
		return (megabytes > 0) ? megabytes + "MB" : bytes + "B";
	}

	private static String seconds(Duration time) {
		return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
	}

}
