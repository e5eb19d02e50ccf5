package io.roomcast.chat;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The nicks of clients, and the rooms that keep them apart.
 */
class NamesAndRoomsIntegrationTests {

	@AutoClose
	private static final ChatServer server = ChatServer.start();

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@Test
	void defaultNicksCountUpOverAllRooms() {
		ChatRecorder first = this.clients.join();
		ChatRecorder second = this.clients.join();
		ChatRecorder elsewhere = this.clients.join(this.clients.room() + "-elsewhere");

		int number = number(first.nick());
		assertThat(second.nick()).isEqualTo("user_" + (number + 1));
		assertThat(elsewhere.nick()).isEqualTo("user_" + (number + 2));
	}

	@Test
	void defaultNickIsNeverGivenTwice() {
		ChatRecorder first = this.clients.join();
		first.leave();

		ChatRecorder second = this.clients.join();

		assertThat(number(second.nick())).isGreaterThan(number(first.nick()));
	}

	@Test
	void clientMayChooseItsNick() {
		ChatRecorder bob = this.clients.joinAs("bob");
		ChatRecorder alice = this.clients.joinAs("alice");

		alice.send("hi");

		assertThat(alice.nick()).isEqualTo("alice");
		assertThat(alice.nextText()).isEqualTo("echo: hi");
		assertThat(bob.nextText()).isEqualTo("alice: hi");
	}

	@Test
	void roomHearsNothingOfOtherRooms() {
		ChatRecorder here = this.clients.join();
		ChatRecorder there = this.clients.join(this.clients.room() + "-elsewhere");

		here.sendAndTakeEcho("anybody?");
		there.send("nobody");

		assertThat(there.nextText()).isEqualTo("echo: nobody");
	}

	@Test
	void pathWithoutARoomLeadsToTheLobby() {
		ChatRecorder alice = this.clients.join("/chat");
		ChatRecorder bob = this.clients.join("/chat/lobby");

		bob.sendAndTakeEcho("hi");

		assertThat(alice.nextText()).isEqualTo(bob.nick() + ": hi");
	}

	@Test
	void roomNamesAreCaseSensitive() {
		ChatRecorder lower = this.clients.join();
		ChatRecorder upper = this.clients.join(this.clients.room().replace("room", "Room"));

		lower.sendAndTakeEcho("psst");
		upper.send("hello");

		assertThat(upper.nextText()).isEqualTo("echo: hello");
	}

	private static int number(String nick) {
		assertThat(nick).matches("user_\\d+");
		return Integer.parseInt(nick.substring("user_".length()));
	}

}
