package io.roomcast.cluster;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * How the nodes of trials are set up.
 */
final class NodeSettings {

	private static final Duration PUBLISH_TIMEOUT = FaultDuration.of(Duration.ofSeconds(2), Duration.ofMillis(500));

	private NodeSettings() {
	}

	/**
	 * Returns the settings of a node on a Redis of this machine. It keeps so much history
	 * that only what is lost is missing.
	 */
	static String[] on(int port) {
		return with("spring.data.redis.port=" + port);
	}

	/**
	 * Returns the settings of a node on a Redis Cluster.
	 * @param addresses as {@code host:port}, with commas between
	 */
	static String[] onCluster(String addresses) {
		return with("spring.data.redis.cluster.nodes=" + addresses);
	}

	private static String[] with(String connection) {
		return Stream
			.of("roomcast.engine=redis", "roomcast.redis.publish-timeout=" + PUBLISH_TIMEOUT.toMillis() + "ms",
					"roomcast.room.history-entries=20000", "roomcast.room.history-size=16MB", connection)
			.toArray(String[]::new);
	}

}
