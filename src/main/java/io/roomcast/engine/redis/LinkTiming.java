package io.roomcast.engine.redis;

import java.time.Duration;

/**
 * How a link to Redis judges its connections.
 *
 * @param probe how often both connections to a server are tried together
 * @param deafAfter after how long a connection is made again on which nothing arrives
 * that was published
 * @param silentAfter after how long a connection is made again on which no command is
 * answered
 * @param retry how long after a failed attempt to connect the next one is made
 * @param refresh how often the servers of a Redis Cluster are asked for
 */
record LinkTiming(Duration probe, Duration deafAfter, Duration silentAfter, Duration retry, Duration refresh) {

	static final LinkTiming DEFAULT = new LinkTiming(Duration.ofSeconds(1), Duration.ofSeconds(3),
			Duration.ofSeconds(5), Duration.ofMillis(200), Duration.ofSeconds(15));

}
