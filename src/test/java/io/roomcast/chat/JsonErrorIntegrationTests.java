package io.roomcast.chat;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.CommandId;
import io.roomcast.harness.CommandRefusedException;
import io.roomcast.harness.Frame;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.RawJsonClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Commands that are refused: the sender is told and stays connected, and no other client
 * hears of it.
 */
class JsonErrorIntegrationTests {

	private static final int LIMIT = 65_536;

	@AutoClose
	private static final ChatServer server = ChatServer.start();

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\0', nullValues = "-", textBlock = """
			{"type":"shout","text":"hi","id":"c1"}    | unknown_type  | c1
			{"text":"hi","id":"c1"}                   | missing_field | c1
			{"type":"say","id":"c1"}                  | missing_field | c1
			{"type":"say"}                            | missing_field | -
			{"type":"say","text":7,"id":"c1"}         | bad_field     | c1
			{"type":"say","text":"hi","id":7.5}       | bad_field     | -
			{"type":"say","text":"hi","id":true}      | bad_field     | -
			{"type":"say","text":"hi","id":""}        | bad_field     | -
			{"type":"say","text":"hi","data":1,"id":"c1"} | bad_field | c1
			{"type":"say","base64":"?","id":"c1"}     | bad_field     | c1
			{"type":"join","id":"c1"}                 | missing_field | c1
			{"type":"history","limit":0,"id":"c1"}    | bad_field     | c1
			{"type":"history","limit":1001,"id":"c1"} | bad_field     | c1
			{"type":"history","since":"x","id":"c1"}  | bad_cursor    | c1
			{"type":"join","room":".q","id":"c1"}     | bad_room      | c1
			{"type":"join","room":"q","nick":"a b","id":"c1"}    | bad_nick      | c1
			{"type":"join","room":"q","nick":"server","id":"c1"} | reserved_nick | c1
			{"type":"join","room":"q","since":"x","id":"c1"}     | bad_cursor    | c1
			{"type":"join","room":"q","last":1001,"id":"c1"}     | bad_field     | c1
			{"type":"say","text":"hi","id":"c1"       | bad_json      | c1
			{"type":"say","text":"hi"}{"type":"say"}  | bad_json      | -
			["say","hi"]                              | bad_json      | -
			hello                                     | bad_json      | -
			""")
	void senderOfABadCommandIsToldAndStaysConnected(String command, String code, @Nullable String id)
			throws IOException {
		JsonChatRecorder alice = this.clients.joinJson();
		RawJsonClient carl = this.clients.joinRawJson("carl");

		carl.send(command);

		JsonEvent.Refused refused = carl.next(JsonEvent.Refused.class);
		assertThat(refused.code()).isEqualTo(code);
		assertThat(refused.id()).isEqualTo((id != null) ? CommandId.of(id) : null);
		assertThat(refused.message()).isNotEmpty();
		assertThatCarlGoesOn(carl, alice);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  ", "\n\n" })
	void blankFrameIsRefused(String frame) throws IOException {
		JsonChatRecorder alice = this.clients.joinJson();
		RawJsonClient carl = this.clients.joinRawJson("carl");

		carl.send(frame);

		assertThat(carl.next(JsonEvent.Refused.class).code()).isEqualTo("bad_json");
		assertThatCarlGoesOn(carl, alice);
	}

	@Test
	void secondObjectOfAFrameIsRefusedWithTheFirst() throws IOException {
		JsonChatRecorder alice = this.clients.joinJson();
		RawJsonClient carl = this.clients.joinRawJson("carl");

		carl.send(say("one") + "\n" + say("two"));

		assertThat(carl.next(JsonEvent.Refused.class).code()).isEqualTo("bad_json");
		assertThatCarlGoesOn(carl, alice);
	}

	@Test
	void whiteSpaceAroundACommandIsPassedOver() throws IOException {
		JsonChatRecorder alice = this.clients.joinJson();
		RawJsonClient carl = this.clients.joinRawJson("carl");

		carl.send("\n\t " + say("one").replace(":", " :\r\n ") + " \n");

		assertThat(carl.next(JsonEvent.Message.class).text()).isEqualTo("one");
		assertThat(alice.nextText()).isEqualTo("one");
	}

	@Test
	void tooLongTextIsRefusedWithItsId() throws IOException {
		JsonChatRecorder alice = this.clients.joinJson();
		RawJsonClient carl = this.clients.joinRawJson("carl");

		carl.send("{\"type\":\"say\",\"text\":\"" + "x".repeat(LIMIT + 1) + "\",\"id\":\"c1\"}");

		JsonEvent.Refused refused = carl.next(JsonEvent.Refused.class);
		assertThat(refused.code()).isEqualTo("message_too_large");
		assertThat(refused.id()).isEqualTo(CommandId.of("c1"));
		assertThat(refused.message()).contains(String.valueOf(LIMIT + 1), String.valueOf(LIMIT));
		assertThatCarlGoesOn(carl, alice);
	}

	@Test
	void longestTextIsAcceptedEvenIfAllOfItIsEscaped() throws IOException {
		JsonChatRecorder alice = this.clients.joinJson();
		RawJsonClient carl = this.clients.joinRawJson("carl");

		carl.send(say("\\u0001".repeat(LIMIT)));

		assertThat(carl.next(JsonEvent.Message.class).text().length()).isEqualTo(LIMIT);
		assertThat(alice.nextText().length()).isEqualTo(LIMIT);
	}

	@Test
	void frameTooLargeForAnyTextClosesTheConnection() throws IOException {
		RawJsonClient carl = this.clients.joinRawJson("carl");

		carl.send("x".repeat(LIMIT * 16));

		Frame close = carl.socket().nextClose();
		assertThat(close.closeCode()).isEqualTo(1009);
	}

	@Test
	void receiptOfARefusedCommandFails() {
		JsonChatRecorder alice = this.clients.joinJson();

		CompletableFuture<JsonEvent.Message> receipt = alice.sayForReceipt("x".repeat(LIMIT + 1), "c1");

		assertThatThrownBy(() -> alice.await(receipt)).hasCauseInstanceOf(CommandRefusedException.class);
		assertThat(alice.nextRefused().id()).isEqualTo(CommandId.of("c1"));
	}

	private static String say(String text) {
		return "{\"type\":\"say\",\"text\":\"" + text + "\"}";
	}

	private static void assertThatCarlGoesOn(RawJsonClient carl, JsonChatRecorder alice) throws IOException {
		carl.send(say("still here"));
		assertThat(carl.next(JsonEvent.Message.class).text()).isEqualTo("still here");
		assertThat(alice.nextText()).isEqualTo("still here");
	}

}
