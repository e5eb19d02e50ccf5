package io.roomcast.ops;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.roomcast.engine.Engine;
import io.roomcast.engine.EngineTraffic;
import io.roomcast.engine.EngineTraffic.Event;

import org.springframework.stereotype.Component;

/**
 * The meters of which engine there is, whether it can do its work, and what it does to
 * keep in step with other nodes: that stays at zero with the memory engine.
 */
@Component
final class EngineMeters implements MeterBinder {

	private static final Map<Event, String> DESCRIPTIONS = Map.of(Event.ERRORS,
			"Calls of the engine that failed or got no answer in time", Event.GAPS_FILLED,
			"Gaps in what arrived that were filled from the stream", Event.GAPS_ANNOUNCED,
			"Gaps that clients were told of, as messages were gone", Event.FORKS,
			"Times that Redis went back to an older state, or lost its data", Event.RESUBSCRIBES,
			"Times that subscriptions were made anew");

	private final Engine engine;

	private final EngineTraffic traffic;

	EngineMeters(Engine engine) {
		this.engine = engine;
		this.traffic = engine.engineTraffic();
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("roomcast.engine.up", this.engine, (source) -> source.health().up() ? 1 : 0)
			.description("1 while the engine can do its work, otherwise 0")
			.tag("engine", this.engine.health().name())
			.register(registry);
		DESCRIPTIONS.forEach((event, description) -> FunctionCounter
			.builder("roomcast.engine." + name(event), this.traffic, (source) -> source.count(event))
			.description(description)
			.register(registry));
		DistributionSummary batch = DistributionSummary.builder("roomcast.engine.batch")
			.description("Messages and notices that went with one publish call")
			.serviceLevelObjectives(Buckets.OF_COUNTS)
			.register(registry);
		this.traffic.onBatch(batch::record);
		Timer roundTrip = timer("roomcast.engine.roundtrip", "From sending a publish call until its answer", registry);
		this.traffic.onRoundTrip((nanos) -> roundTrip.record(nanos, TimeUnit.NANOSECONDS));
		Timer lag = timer("roomcast.engine.lag",
				"From taking a message until it is back and in the log; the oldest of each batch", registry);
		this.traffic.onLag((nanos) -> lag.record(nanos, TimeUnit.NANOSECONDS));
	}

	private static String name(Event event) {
		return event.name().toLowerCase(Locale.ROOT).replace('_', '.');
	}

	private static Timer timer(String name, String description, MeterRegistry registry) {
		return Timer.builder(name).description(description).serviceLevelObjectives(Buckets.OF_TIMES).register(registry);
	}

}
