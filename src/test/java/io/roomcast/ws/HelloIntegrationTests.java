package io.roomcast.ws;

import java.io.IOException;

import io.roomcast.harness.ChatServer;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.RawJsonClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HelloIntegrationTests {

	private static final int CONNECTIONS = 100;

	@AutoClose
	private static final ChatServer server = ChatServer.start("roomcast.client.grace=0s");

	@Test
	void helloComesBeforeTheAnswerToWhatIsSentAtOnce() throws IOException {
		for (int i = 0; i < CONNECTIONS; i++) {
			try (RawJsonClient client = RawJsonClient.open(server.ws("/chat/hall"))) {
				client.send("{}");

				assertThat(client.next()).isInstanceOf(JsonEvent.Hello.class);
			}
		}
	}

}
