package io.roomcast.ws;

import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.roomcast.fanout.ReadBurst;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The read bursts of Jetty's selectors, one for each. A selector runs what is submitted
 * to it after the sockets that it found ready, and before it selects again. Any thread
 * may call.
 */
@Component
final class ReadBursts {

	private final Map<ManagedSelector, ReadBurst> bursts = new ConcurrentHashMap<>();

	/**
	 * Returns the burst of the selector that watches a channel.
	 */
	ReadBurst of(@Nullable SelectableChannel channel, Connector connector) {
		ManagedSelector selector = selector(channel, selectors(connector));
		if (selector == null) {
			return new ReadBurst(connector.getExecutor());
		}
		return this.bursts.computeIfAbsent(selector,
				(found) -> new ReadBurst((task) -> found.submit((selecting) -> task.run())));
	}

	private static Collection<ManagedSelector> selectors(Connector connector) {
		return (connector instanceof ServerConnector server)
				? server.getSelectorManager().getBeans(ManagedSelector.class) : List.of();
	}

	private static @Nullable ManagedSelector selector(@Nullable SelectableChannel channel,
			Collection<ManagedSelector> selectors) {
		for (ManagedSelector managed : selectors) {
			Selector selector = managed.getSelector();
			if (channel != null && selector != null && channel.keyFor(selector) != null) {
				return managed;
			}
		}
		return null;
	}

}
