package io.roomcast.engine;

import io.roomcast.harness.ChatServer;
import org.junit.jupiter.api.AutoClose;

/**
 * The engine of one node keeps the contract: here both nodes are the same.
 */
class MemoryEngineContractTests extends EngineContract {

	@AutoClose
	private static final ChatServer server = ChatServer.start(settings());

	MemoryEngineContractTests() {
		super(new NodePair(server, server));
	}

}
