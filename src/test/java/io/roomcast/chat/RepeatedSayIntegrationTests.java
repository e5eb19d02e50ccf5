package io.roomcast.chat;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.CommandId;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonCommand;
import io.roomcast.harness.JsonEvent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client says something again under the same id, as it does when it has no receipt: it
 * is said once. That a takeover changes nothing of it is part of the contract of engines.
 */
class RepeatedSayIntegrationTests {

	@AutoClose
	private static final ChatServer server = ChatServer.start();

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	private final String room = this.clients.roomName();

	@Test
	void sameIdGetsTheSameReceipt() {
		JsonChatRecorder alice = this.clients.joinJson();
		alice.say("hi", "c1");
		JsonEvent.Message first = alice.nextMessage();

		alice.say("hi", "c1");

		assertThat(alice.nextMessage()).isEqualTo(first.asRepeated());
		assertThat(first.repeated()).isFalse();
	}

	@Test
	void sameIdIsSaidOnce() {
		JsonChatRecorder bob = this.clients.joinJsonAs("bob");
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");

		for (int i = 0; i < 3; i++) {
			alice.say("hi", "c1");
			alice.nextMessage();
		}
		alice.sayAndTakeReceipt("over");

		assertThat(bob.nextText()).isEqualTo("hi");
		assertThat(bob.nextText()).isEqualTo("over");
	}

	@Test
	void idsOfOtherSessionsAreOthers() {
		JsonChatRecorder bob = this.clients.joinJsonAs("bob");
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");

		alice.await(alice.sayForReceipt("from alice", "c1"));
		bob.await(bob.sayForReceipt("from bob", "c1"));

		assertThat(alice.nextText()).isEqualTo("from alice");
		assertThat(alice.nextText()).isEqualTo("from bob");
		assertThat(bob.nextText()).isEqualTo("from alice");
		assertThat(bob.nextText()).isEqualTo("from bob");
	}

	@Test
	void idThatIsReusedForAnotherTextIsRefused() {
		JsonChatRecorder alice = this.clients.joinJson();
		alice.say("hi", "c1");
		alice.nextMessage();

		alice.say("ho", "c1");

		JsonEvent.Refused refused = alice.nextRefused();
		assertThat(refused.code()).isEqualTo("id_reused");
		assertThat(refused.id()).isEqualTo(CommandId.of("c1"));
		assertThat(refused.room()).isEqualTo(this.room);
	}

	@Test
	void idThatIsReusedForAValueIsRefused() {
		JsonChatRecorder alice = this.clients.joinJson();
		alice.say("1", "c1");
		alice.nextMessage();

		alice.send("{\"type\":\"say\",\"data\":1,\"id\":\"c1\"}");

		assertThat(alice.nextRefused().code()).isEqualTo("id_reused");
	}

	@Test
	void idThatIsReusedInAnotherRoomIsRefused() {
		String b = this.clients.roomName("b");
		JsonChatRecorder alice = this.clients.joinJson();
		this.clients.joinRoom(alice, b);
		alice.send(JsonCommand.say("hi").in(this.room).id("c1"));
		alice.nextMessage();

		alice.send(JsonCommand.say("hi").in(b).id("c1"));

		assertThat(alice.nextRefused().code()).isEqualTo("id_reused");
	}

	@Test
	void refusedSayLeavesItsIdFree() {
		JsonChatRecorder alice = this.clients.joinJson();
		alice.say("x".repeat(65_537), "c1");
		assertThat(alice.nextRefused().code()).isEqualTo("message_too_large");

		alice.say("hi", "c1");

		assertThat(alice.nextText()).isEqualTo("hi");
	}

}
