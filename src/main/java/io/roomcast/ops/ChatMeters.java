package io.roomcast.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.roomcast.engine.Engine;
import io.roomcast.fanout.Traffic;

import org.springframework.stereotype.Component;

/**
 * The meters of clients, rooms and traffic. None has a room or a name for a tag: there is
 * no end to those.
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
		Gauge.builder("roomcast.rooms", this.engine, (source) -> source.rooms().size())
			.description("Rooms that somebody is in")
			.register(registry);
		Traffic traffic = this.engine.traffic();
		FunctionCounter.builder("roomcast.messages.received", traffic, Traffic::received)
			.description("Messages that clients sent and a room took")
			.register(registry);
		FunctionCounter.builder("roomcast.deliveries", traffic, Traffic::delivered)
			.description("Messages and notices written to clients' sockets")
			.register(registry);
		FunctionCounter.builder("roomcast.clients.opened", traffic, Traffic::opened)
			.description("Clients that joined")
			.register(registry);
		Traffic.CLOSE_CODES.forEach((code) -> bindClosed(registry, traffic, code, Integer.toString(code)));
		bindClosed(registry, traffic, ANY_OTHER_CODE, "other");
	}

	private static void bindClosed(MeterRegistry registry, Traffic traffic, int code, String tag) {
		FunctionCounter.builder("roomcast.clients.closed", traffic, (source) -> source.closed(code))
			.description("Clients that left, by the close code of RFC 6455")
			.tag("code", tag)
			.register(registry);
	}

}
