package io.roomcast.engine;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

import io.roomcast.harness.ChatServer;
import io.roomcast.harness.TestRedis;
import org.junit.jupiter.api.AutoClose;

/**
 * The engine of several nodes keeps the contract.
 */
class RedisEngineContractTests extends EngineContract {

	@AutoClose
	private static final RedisNodes nodes = new RedisNodes();

	RedisEngineContractTests() {
		super(nodes.pair());
	}

	/**
	 * Two nodes on one Redis.
	 */
	private static final class RedisNodes implements AutoCloseable {

		private final TestRedis redis = TestRedis.start();

		private final List<ChatServer> servers = Stream.generate(this::startNode).limit(2).toList();

		private ChatServer startNode() {
			return ChatServer.start(settings("roomcast.engine=redis", "spring.data.redis.host=127.0.0.1",
					"spring.data.redis.port=" + this.redis.port()));
		}

		private NodePair pair() {
			return new NodePair(this.servers.get(0), this.servers.get(1));
		}

		@Override
		public void close() throws IOException {
			this.servers.forEach(ChatServer::close);
			this.redis.close();
		}

	}

}
