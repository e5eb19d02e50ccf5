package io.roomcast.ops;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.roomcast.engine.Engine;
import io.roomcast.fanout.Budget;
import io.roomcast.fanout.Failures;
import io.roomcast.fanout.Traffic;

import org.springframework.stereotype.Component;

/**
 * The meters of clients, rooms and traffic. Rooms and nicks are no tags: there is no
 * bound to their number.
 */
@Component
final class ChatMeters implements MeterBinder {

	private static final int ANY_OTHER_CODE = 0;

	private final Engine engine;

	ChatMeters(Engine engine) {
		this.engine = engine;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("roomcast.clients", this.engine, Engine::clients)
			.description("Clients connected now")
			.register(registry);
		Gauge.builder("roomcast.rooms", this.engine, Engine::occupiedRooms)
			.description("Rooms that have clients")
			.register(registry);
		Gauge.builder("roomcast.log.size", this.engine, Engine::logBytes)
			.description("Memory that the logs of all rooms take at most")
			.baseUnit(BaseUnits.BYTES)
			.register(registry);
		Gauge.builder("roomcast.lag.largest", this.engine, Engine::largestLag)
			.description("Entries that the client that lags most has yet to get")
			.register(registry);
		Gauge.builder("roomcast.client.memory", this.engine.clientBudget(), Budget::used)
			.description("Memory that is held for single clients at most")
			.baseUnit(BaseUnits.BYTES)
			.register(registry);
		FunctionCounter.builder("roomcast.failures", this.engine.failures(), Failures::count)
			.description("Failures of the service itself, each of which is logged")
			.register(registry);
		Traffic traffic = this.engine.traffic();
		bindTraffic(registry, traffic);
		bindBytes(registry, traffic);
		bindSessions(registry, traffic);
		bindRefused(registry, traffic);
		bindSlow(registry, traffic);
	}

	private static void bindTraffic(MeterRegistry registry, Traffic traffic) {
		FunctionCounter.builder("roomcast.messages.received", traffic, Traffic::received)
			.description("Messages that a room took, from clients and by HTTP")
			.register(registry);
		FunctionCounter.builder("roomcast.deliveries", traffic, Traffic::delivered)
			.description("Messages and notices written to clients' sockets")
			.register(registry);
		FunctionCounter.builder("roomcast.clients.opened", traffic, Traffic::opened)
			.description("Clients that connected")
			.register(registry);
		Gauge.builder("roomcast.listeners", traffic, Traffic::listeners)
			.description("Event streams open now on this node, which are no clients")
			.register(registry);
		FunctionCounter.builder("roomcast.listeners.opened", traffic, Traffic::listened)
			.description("Event streams that were opened")
			.register(registry);
		Traffic.CLOSE_CODES.forEach((code) -> bindClosed(registry, traffic, code, Integer.toString(code)));
		bindClosed(registry, traffic, ANY_OTHER_CODE, "other");
	}

	private static void bindBytes(MeterRegistry registry, Traffic traffic) {
		FunctionCounter.builder("roomcast.bytes.received", traffic, Traffic::bytesReceived)
			.description("Bytes read from the sockets of clients, after their handshakes")
			.register(registry);
		FunctionCounter.builder("roomcast.bytes.sent", traffic, Traffic::bytesSent)
			.description("Bytes that the sockets of clients and listeners took, after their handshakes")
			.register(registry);
	}

	private static void bindSessions(MeterRegistry registry, Traffic traffic) {
		Gauge.builder("roomcast.sessions.away", traffic, Traffic::away)
			.description("Clients whose connection was lost, and that may come back")
			.register(registry);
		FunctionCounter.builder("roomcast.sessions.resumed", traffic, Traffic::resumed)
			.description("Clients that came back to their sessions")
			.register(registry);
		bindRecoveries(registry, traffic, true, "yes");
		bindRecoveries(registry, traffic, false, "no");
	}

	private static void bindRecoveries(MeterRegistry registry, Traffic traffic, boolean complete, String tag) {
		FunctionCounter.builder("roomcast.rooms.resumed", traffic, (source) -> source.recoveries(complete))
			.description("Clients and listeners that came with a cursor, by whether the room had all that followed")
			.tag("recovered", tag)
			.register(registry);
	}

	private static void bindRefused(MeterRegistry registry, Traffic traffic) {
		for (Traffic.Refused reason : Traffic.Refused.values()) {
			FunctionCounter.builder("roomcast.refused", traffic, (source) -> source.refused(reason))
				.description("What clients asked for and did not get, by what stands against it")
				.tag("reason", reason.name().toLowerCase(Locale.ROOT))
				.register(registry);
		}
	}

	private static void bindSlow(MeterRegistry registry, Traffic traffic) {
		for (Traffic.Slow outcome : Traffic.Slow.values()) {
			FunctionCounter.builder("roomcast.clients.slow", traffic, (source) -> source.slow(outcome))
				.description("Clients and listeners whose socket did not take a write, by what became of them")
				.tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
				.register(registry);
		}
		Gauge.builder("roomcast.write.pending", traffic, Traffic::bytesInFlight)
			.description("Bytes that sockets have yet to take of writes under way")
			.baseUnit(BaseUnits.BYTES)
			.register(registry);
		Timer delay = Timer.builder("roomcast.delivery.delay")
			.description("From adding an entry to the log until its last write; the oldest entry of each pass")
			.serviceLevelObjectives(Buckets.OF_TIMES)
			.register(registry);
		traffic.onDelay((nanos) -> delay.record(nanos, TimeUnit.NANOSECONDS));
	}

	private static void bindClosed(MeterRegistry registry, Traffic traffic, int code, String tag) {
		FunctionCounter.builder("roomcast.clients.closed", traffic, (source) -> source.closed(code))
			.description("Clients that left, by the close code of RFC 6455")
			.tag("code", tag)
			.register(registry);
	}

}
