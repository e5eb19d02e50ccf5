package io.roomcast.chat;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.CommandId;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonCommand;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The id of a command comes back in the form in which it was given.
 */
class CommandIdIntegrationTests {

	@AutoClose
	private static final ChatServer server = ChatServer.start();

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@ParameterizedTest
	@ValueSource(strings = { "c1", "7", " ", "😀", "\"",
			"0123456789012345678901234567890123456789012345678901234567890123" })
	void stringComesBackAsId(String id) {
		JsonChatRecorder alice = this.clients.joinJson();

		alice.say("hi", id);

		assertThat(alice.nextMessage().id()).isEqualTo(CommandId.of(id));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "7", "9007199254740993",
			"1234567890123456789012345678901234567890123456789012345678901234" })
	void numberComesBackAsId(String digits) {
		JsonChatRecorder alice = this.clients.joinJson();

		alice.send(JsonCommand.say("hi").id(CommandId.ofDigits(digits)));

		assertThat(alice.nextMessage().id()).isEqualTo(CommandId.ofDigits(digits));
	}

}
