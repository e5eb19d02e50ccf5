package io.roomcast.http;

import java.net.http.HttpResponse;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatEvent;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Problem;
import io.roomcast.harness.RoomApi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Removing a client over HTTP.
 */
class RemoveClientIntegrationTests {

	@AutoClose
	private static final ChatServer server = ChatServer.start(RoomApi.KEY_PROPERTY);

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	private final RoomApi api = RoomApi.of(server, this.clients);

	@Test
	void removedClientIsClosedAndOthersAreTold() {
		ChatRecorder alice = this.clients.joinAs("alice");
		ChatRecorder bob = this.clients.joinAs("bob");

		HttpResponse<String> response = this.api.remove("bob");

		assertThat(response.statusCode()).isEqualTo(204);
		assertThat(response.body()).isEmpty();
		ChatEvent.Closed closed = bob.nextClosed();
		assertThat(closed.code()).isEqualTo(1008);
		assertThat(closed.reason()).isNotEmpty();
		assertThat(alice.nextText()).isEqualTo("bob left");
		assertThat(server.clients()).isEqualTo(1);
	}

	@Test
	void clientWithADefaultNickCanBeRemoved() {
		ChatRecorder client = this.clients.join();

		assertThat(this.api.remove(client.nick()).statusCode()).isEqualTo(204);

		assertThat(client.nextClosed().code()).isEqualTo(1008);
	}

	@Test
	void nickOfARemovedClientIsFree() {
		ChatRecorder alice = this.clients.joinAs("alice");
		ChatRecorder bob = this.clients.joinAs("bob");

		this.api.remove("bob");
		bob.nextClosed();
		assertThat(alice.nextText()).isEqualTo("bob left");

		assertThat(this.clients.joinAs("bob").nick()).isEqualTo("bob");
	}

	@Test
	void removedClientIsNotFoundAgain() {
		ChatRecorder alice = this.clients.joinAs("alice");
		ChatRecorder bob = this.clients.joinAs("bob");

		this.api.remove("bob");
		bob.nextClosed();
		assertThat(alice.nextText()).isEqualTo("bob left");

		assertThat(this.api.remove("bob").statusCode()).isEqualTo(404);
	}

	@Test
	void clientOfTheSameNickInAnotherRoomStays() {
		ChatRecorder here = this.clients.joinAs("alice");
		ChatRecorder there = this.clients.join(this.clients.room() + "-elsewhere?nick=alice");

		this.api.remove("alice");

		assertThat(here.nextClosed().code()).isEqualTo(1008);
		there.sendAndTakeEcho("still here");
	}

	@Test
	void clientWithANonAsciiNickCanBeRemoved() {
		ChatRecorder bjork = this.clients.joinAs("Bj%C3%B6rk");

		assertThat(this.api.remove("Bj%C3%B6rk").statusCode()).isEqualTo(204);

		assertThat(bjork.nextClosed().code()).isEqualTo(1008);
	}

	@Test
	void unknownNickIsNotFound() {
		this.clients.joinAs("alice");

		Problem problem = Problem.of(this.api.remove("bob"));

		assertThat(problem.status()).isEqualTo(404);
		assertThat(problem.detail()).contains("'bob'", "'" + this.api.room() + "'");
	}

	@Test
	void unknownRoomIsNotFound() {
		assertThat(Problem.of(this.api.remove("bob")).status()).isEqualTo(404);
	}

	@Test
	void badRoomNameIsRefused() {
		Problem problem = Problem.of(RoomApi.named(server, "-dash").remove("bob"));

		assertThat(problem.status()).isEqualTo(400);
		assertThat(problem.detail()).contains("'-dash'", "64");
	}

}
