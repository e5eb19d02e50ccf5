package io.roomcast.cluster;

import java.io.IOException;
import java.util.List;

import io.roomcast.harness.ChatServer;
import io.roomcast.harness.RedisProxy;
import io.roomcast.harness.RunningChat;
import io.roomcast.harness.TestRedis;

/**
 * Two nodes in this process on one Redis, each by way of a proxy of its own. For one
 * thread at a time.
 */
final class TwoNodes implements AutoCloseable {

	private final TestRedis redis;

	private final List<RedisProxy> proxies;

	private final List<ChatServer> nodes;

	private TwoNodes(TestRedis redis, List<RedisProxy> proxies) {
		this.redis = redis;
		this.proxies = proxies;
		this.nodes = proxies.stream().map((proxy) -> ChatServer.start(NodeSettings.on(proxy.port()))).toList();
	}

	static TwoNodes start() {
		TestRedis redis = TestRedis.start();
		return new TwoNodes(redis, List.of(RedisProxy.before(redis.port()), RedisProxy.before(redis.port())));
	}

	Trial trial(String fault) {
		return Trial.start(fault, this.nodes);
	}

	TestRedis redis() {
		return this.redis;
	}

	List<ChatServer> nodes() {
		return this.nodes;
	}

	/**
	 * Returns what is between a node and Redis.
	 */
	RedisProxy proxy(int node) {
		return this.proxies.get(node);
	}

	/**
	 * Makes another Redis the one of both nodes.
	 */
	void moveTo(int port) {
		this.proxies.forEach((proxy) -> {
			proxy.leadTo(port);
			proxy.cut();
		});
	}

	/**
	 * Returns what a node has counted of something that the engine does.
	 */
	double counted(int node, String what) {
		return this.nodes.get(node).meter("roomcast.engine." + what).orElseThrow();
	}

	static boolean isReady(RunningChat node) {
		return node.get("/actuator/health/readiness").statusCode() == 200;
	}

	@Override
	public void close() throws IOException {
		this.nodes.forEach(ChatServer::close);
		for (RedisProxy proxy : this.proxies) {
			proxy.close();
		}
		this.redis.close();
	}

}
