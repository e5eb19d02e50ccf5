package io.roomcast.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.roomcast.harness.Body;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.CommandId;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonCommand;
import io.roomcast.harness.JsonEvent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is said on one node is heard on both.
 */
abstract class DeliveryContract extends TwoNodeContract {

	private static final int CLIENTS_PER_NODE = 3;

	private static final int MESSAGES_EACH = 100;

	private static final int ROOMS = 10;

	private static final int ROUNDS = 10;

	private static final int LARGE = 60_000;

	DeliveryContract(NodePair nodes) {
		super(nodes);
	}

	@Test
	void allHearEverythingInOneOrder() {
		List<JsonChatRecorder> all = joinOnBoth();

		sayAtTheSameTime(all);

		List<String> order = hearAll(all.get(0));
		assertThat(order).doesNotHaveDuplicates();
		assertThat(all.stream().skip(1)).allSatisfy((client) -> assertThat(hearAll(client)).isEqualTo(order));
	}

	@Test
	void messagesOfOneClientKeepTheirOrder() {
		List<JsonChatRecorder> all = joinOnBoth();

		sayAtTheSameTime(all);

		List<String> heard = hearAll(all.get(0));
		assertThat(all)
			.allSatisfy((client) -> assertThat(heard).filteredOn((text) -> text.startsWith(client.nick() + " "))
				.isEqualTo(texts(client)));
		all.stream().skip(1).forEach(DeliveryContract::hearAll);
	}

	@Test
	void plainTextClientHearsItsEcho() {
		ChatRecorder alice = this.onFirst.joinAs("alice");
		ChatRecorder bob = this.onSecond.joinAs("bob");

		alice.send("hi");

		assertThat(alice.nextText()).isEqualTo("echo: hi");
		assertThat(bob.nextText()).isEqualTo("alice: hi");
	}

	@Test
	void receiptHasTheIdAndIsTheMessageThatOthersHear() {
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
		JsonChatRecorder bob = this.onSecond.joinJsonAs("bob");

		alice.say("hi", "c1");

		JsonEvent.Message receipt = alice.nextMessage();
		assertThat(receipt.id()).isEqualTo(CommandId.of("c1"));
		assertThat(bob.nextMessage()).isEqualTo(receipt.withoutId());
	}

	@Test
	void valueIsHeardAsItWasSaid() {
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
		JsonChatRecorder bob = this.onSecond.joinJsonAs("bob");
		ChatRecorder carl = this.onSecond.joinAs("carl");

		alice.send(JsonCommand.say(Body.data("{\"b\":1.0,\"a\":[null,\"\\u2028\"]}")));

		assertThat(bob.nextMessage()).isEqualTo(alice.nextMessage());
		assertThat(carl.nextText()).startsWith("alice: {\"b\":1.0,\"a\":[null,");
	}

	@Test
	void bytesAreHeardAsTheyWereSent() {
		byte[] bytes = { 0, 1, -1, '\n', '{' };
		ChatRecorder alice = this.onFirst.joinAs("alice");
		ChatRecorder bob = this.onSecond.joinAs("bob");
		JsonChatRecorder carl = this.onSecond.joinJsonAs("carl");

		alice.sendAndTakeEcho(bytes);

		assertThat(bob.nextBinary()).isEqualTo(bytes);
		assertThat(carl.nextMessage().bytes()).isEqualTo(bytes);
	}

	@Test
	void largeTextIsHeardWhole() {
		String text = "\u00fc\n\u20ac".repeat(LARGE / 6);
		ChatRecorder alice = this.onFirst.joinAs("alice");
		ChatRecorder bob = this.onSecond.joinAs("bob");

		alice.sendAndTakeEcho(text);

		assertThat(bob.nextText()).isEqualTo("alice: " + text);
	}

	@Test
	void oneConnectionIsInManyRooms() {
		JsonChatRecorder alice = this.onFirst.connectJsonAs("alice");
		JsonChatRecorder bob = this.onSecond.connectJsonAs("bob");
		List<String> rooms = IntStream.range(0, ROOMS).mapToObj((i) -> this.onFirst.roomName("r" + i)).toList();
		rooms.forEach((name) -> {
			this.onFirst.joinRoom(alice, name);
			this.onFirst.joinRoom(bob, name);
		});

		rooms.forEach((name) -> alice.sayIn(name, "in " + name));
		rooms.forEach((name) -> bob.send(JsonCommand.say("from bob").in(name)));

		assertThat(rooms).allSatisfy((name) -> {
			assertThat(bob.nextText(name)).isEqualTo("in " + name);
			assertThat(bob.nextText(name)).isEqualTo("from bob");
			assertThat(alice.nextText(name)).isEqualTo("from bob");
		});
	}

	@Test
	void noticesKeepTheirPositionAmongMessages() {
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
		JsonChatRecorder bob = this.onSecond.joinJsonAs("bob");
		JsonChatRecorder carl = this.onSecond.connectJsonAs("carl");

		for (int i = 0; i < ROUNDS; i++) {
			alice.say("before " + i);
			carl.joinRoom(this.room);
			alice.say("between " + i);
			hearUntil(carl, "between " + i);
			carl.leaveRoom(this.room);
		}

		assertThat(hearAny(bob, 4 * ROUNDS)).isEqualTo(hearAny(alice, 4 * ROUNDS));
	}

	private static void hearUntil(JsonChatRecorder client, String text) {
		String heard = client.nextText();
		while (!heard.equals(text)) {
			heard = client.nextText();
		}
	}

	/**
	 * Takes so many messages and notices.
	 */
	private static List<String> hearAny(JsonChatRecorder client, int count) {
		List<String> heard = new ArrayList<>();
		while (heard.size() < count) {
			JsonEvent event = client.next(JsonEvent.class);
			heard.add((event instanceof JsonEvent.Message message) ? message.text() : event.getClass().getSimpleName());
		}
		return heard;
	}

	private List<JsonChatRecorder> joinOnBoth() {
		List<JsonChatRecorder> all = new ArrayList<>();
		for (int i = 0; i < CLIENTS_PER_NODE; i++) {
			all.add(this.onFirst.joinJson());
			all.add(this.onSecond.joinJson());
		}
		return all;
	}

	private static void sayAtTheSameTime(List<JsonChatRecorder> all) {
		for (int i = 0; i < MESSAGES_EACH; i++) {
			for (JsonChatRecorder client : all) {
				client.say(client.nick() + " " + i);
			}
		}
	}

	private static List<String> hearAll(JsonChatRecorder client) {
		return Stream.generate(client::nextText).limit(2 * CLIENTS_PER_NODE * MESSAGES_EACH).toList();
	}

	private static List<String> texts(JsonChatRecorder client) {
		return IntStream.range(0, MESSAGES_EACH).mapToObj((i) -> client.nick() + " " + i).toList();
	}

}
