package io.roomcast.chat;

import io.roomcast.harness.Body;
import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.CommandId;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonCommand;
import io.roomcast.harness.JsonEvent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * JSON values and bytes that JSON clients say.
 */
class DataIntegrationTests {

	private static final int LIMIT = 65_536;

	@AutoClose
	private static final ChatServer server = ChatServer.start();

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@ParameterizedTest
	@ValueSource(strings = { "null", "true", "false", "0", "-1", "1.50", "0.1e-7", "1E400", "-0", "\"\"", "\"hi\"",
			"\"a\\nb\"", "\"é😀\"", "[]", "{}", "[1,[2,{\"a\":null}]]", "{\"b\":1,\"a\":2,\"\":3}" })
	void valueOfEveryKindArrivesAsItWasWritten(String json) {
		JsonChatRecorder alice = this.clients.joinJson();
		JsonChatRecorder bob = this.clients.joinJson();

		alice.send(JsonCommand.say(Body.data(json)));

		assertThat(alice.nextMessage().data()).isEqualTo(json);
		assertThat(bob.nextMessage().data()).isEqualTo(json);
	}

	@Test
	void numberOfAnySizeArrivesWithAllItsDigits() {
		JsonChatRecorder alice = this.clients.joinJson();
		String number = "1" + "0".repeat(400);

		alice.send(JsonCommand.say(Body.data("[" + number + ",-" + number + ".5]")));

		assertThat(alice.nextMessage().data()).isEqualTo("[" + number + ",-" + number + ".5]");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
			[ 1 , 2 ]               | [1,2]
			{ "b" : 1 , "a" : [ ] } | {"b":1,"a":[]}
			{"a b" : " c "}         | {"a b":" c "}
			""")
	void valueArrivesWithoutWhiteSpaceBetweenItsParts(String written, String compact) {
		JsonChatRecorder alice = this.clients.joinJson();

		alice.send(JsonCommand.say(Body.data(written)));

		assertThat(alice.nextMessage().data()).isEqualTo(compact);
	}

	@Test
	void plainTextClientsSeeAValueAsCompactJson() {
		ChatRecorder plain = this.clients.join();
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");

		alice.send(JsonCommand.say(Body.data("{ \"a\": [1, 2.0] }")));

		assertThat(plain.nextText()).isEqualTo("alice: {\"a\":[1,2.0]}");
		alice.nextMessage();
	}

	@Test
	void valueIsReplayedAsItWasSaid() {
		JsonChatRecorder alice = this.clients.joinJson();
		String cursor = alice.cursor();
		alice.send(JsonCommand.say(Body.data("{\"b\":1e400,\"a\":null}")));
		JsonEvent.Message live = alice.nextMessage();

		JsonChatRecorder back = this.clients.joinJsonSince(cursor);

		assertThat(back.nextMessage()).isEqualTo(live);
	}

	@Test
	void receiptOfAValueHasItsId() {
		JsonChatRecorder alice = this.clients.joinJson();

		alice.send(JsonCommand.say(Body.data("null")).id("c1"));

		JsonEvent.Message receipt = alice.nextMessage();
		assertThat(receipt.data()).isEqualTo("null");
		assertThat(receipt.id()).isEqualTo(CommandId.of("c1"));
	}

	@Test
	void bytesInBase64ReachClientsOfBothProtocols() {
		ChatRecorder plain = this.clients.join();
		JsonChatRecorder alice = this.clients.joinJson();
		JsonChatRecorder bob = this.clients.joinJson();
		byte[] bytes = { 0, -1, 127, '"', '\n' };

		alice.send(JsonCommand.say(Body.bytes(bytes)).id("c1"));

		assertThat(plain.nextBinary()).isEqualTo(bytes);
		assertThat(bob.nextMessage().bytes()).isEqualTo(bytes);
		JsonEvent.Message receipt = alice.nextMessage();
		assertThat(receipt.bytes()).isEqualTo(bytes);
		assertThat(receipt.id()).isEqualTo(CommandId.of("c1"));
	}

	@Test
	void noBytesAreAMessageToo() {
		JsonChatRecorder alice = this.clients.joinJson();

		alice.send(JsonCommand.say(Body.bytes()));

		assertThat(alice.nextMessage().bytes()).isEmpty();
	}

	@Test
	void largestBytesAreAccepted() {
		JsonChatRecorder alice = this.clients.joinJson();

		alice.send(JsonCommand.say(Body.bytes(new byte[LIMIT])));

		assertThat(alice.nextMessage().bytes()).hasSize(LIMIT);
	}

	@Test
	void tooManyBytesAreRefused() {
		JsonChatRecorder alice = this.clients.joinJson();

		alice.send(JsonCommand.say(Body.bytes(new byte[LIMIT + 1])).id("c1"));

		assertThatSizeIsRefused(alice, LIMIT + 1);
	}

	@Test
	void largestValueIsAccepted() {
		JsonChatRecorder alice = this.clients.joinJson();
		String json = "\"" + "x".repeat(LIMIT - 2) + "\"";

		alice.send(JsonCommand.say(Body.data(json)));

		assertThat(alice.nextMessage().data()).hasSize(LIMIT);
	}

	@Test
	void tooLargeValueIsRefused() {
		JsonChatRecorder alice = this.clients.joinJson();
		String json = "\"" + "x".repeat(LIMIT - 1) + "\"";

		alice.send(JsonCommand.say(Body.data(json)).id("c1"));

		assertThatSizeIsRefused(alice, LIMIT + 1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"text\":\"a\",\"data\":1", "\"text\":\"a\",\"base64\":\"\"",
			"\"data\":null,\"base64\":\"\"", "\"text\":\"a\",\"data\":null" })
	void twoBodiesInOneCommandAreRefused(String bodies) {
		JsonChatRecorder alice = this.clients.joinJson();

		alice.send("{\"type\":\"say\"," + bodies + ",\"id\":\"c1\"}");

		JsonEvent.Refused refused = alice.nextRefused();
		assertThat(refused.code()).isEqualTo("bad_field");
		assertThat(refused.id()).isEqualTo(CommandId.of("c1"));
	}

	@Test
	void nullIsNoTextAndNoBytes() {
		JsonChatRecorder alice = this.clients.joinJson();

		alice.send("{\"type\":\"say\",\"text\":null,\"base64\":null,\"data\":7}");

		assertThat(alice.nextMessage().data()).isEqualTo("7");
	}

	private static void assertThatSizeIsRefused(JsonChatRecorder client, int bytes) {
		JsonEvent.Refused refused = client.nextRefused();
		assertThat(refused.code()).isEqualTo("message_too_large");
		assertThat(refused.message()).contains(String.valueOf(bytes), String.valueOf(LIMIT));
		assertThat(refused.id()).isEqualTo(CommandId.of("c1"));
	}

}
