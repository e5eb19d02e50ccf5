package io.roomcast.ws;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.roomcast.harness.ChatClient;
import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Handshake;
import io.roomcast.harness.HandshakeRefusedException;
import io.roomcast.harness.Problem;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Handshakes that are refused.
 */
class HandshakeRefusalIntegrationTests {

	@AutoClose
	private static final ChatServer server = ChatServer.start();

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@ParameterizedTest
	@ValueSource(strings = { ".hidden", "-dash", "_under", "a+b", "a@b", "a~b" })
	void badRoomNameIsRefused(String room) throws IOException {
		Problem problem = refused("/chat/" + room);

		assertThat(problem.status()).isEqualTo(400);
		assertThat(problem.detail()).contains(room, "64");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a%20b", "gr%C3%BC%C3%9Fe", "a%0Ab" })
	void encodedBadRoomNameIsRefused(String room) throws IOException {
		assertThat(attempt("/chat/" + room).status()).isEqualTo(400);
	}

	@Test
	void longestRoomNameIsAccepted() throws IOException {
		assertThat(attempt("/chat/" + "r".repeat(64)).isAccepted()).isTrue();
	}

	@Test
	void tooLongRoomNameIsRefused() throws IOException {
		Problem problem = refused("/chat/" + "r".repeat(65));

		assertThat(problem.status()).isEqualTo(400);
		assertThat(problem.detail()).contains("65", "64");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a@b", "a/b", "a!", "a~b" })
	void badNickIsRefused(String nick) throws IOException {
		Problem problem = refused(this.clients.room() + "?nick=" + nick);

		assertThat(problem.status()).isEqualTo(400);
		assertThat(problem.detail()).contains(nick, "32");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a+b", "a%20b", "a%0Ab", "%00" })
	void emptyOrEncodedBadNickIsRefused(String nick) throws IOException {
		assertThat(attempt(this.clients.room() + "?nick=" + nick).status()).isEqualTo(400);
	}

	@Test
	void longestNickIsAccepted() {
		String nick = "n".repeat(32);

		assertThat(this.clients.joinAs(nick).nick()).isEqualTo(nick);
	}

	@Test
	void tooLongNickIsRefused() throws IOException {
		Problem problem = refused(this.clients.room() + "?nick=" + "n".repeat(33));

		assertThat(problem.status()).isEqualTo(400);
		assertThat(problem.detail()).contains("33", "32");
	}

	@ParameterizedTest
	@ValueSource(strings = { "user_7", "server", "Server", "echo", "ECHO", "error", "Error", "welcome", "WelCome" })
	void reservedNickIsRefused(String nick) throws IOException {
		Problem problem = refused(this.clients.room() + "?nick=" + nick);

		assertThat(problem.status()).isEqualTo(400);
		assertThat(problem.detail()).contains(nick, "reserved");
	}

	@ParameterizedTest
	@ValueSource(strings = { "servers", "my-echo", "errors", "unwelcome" })
	void nickThatContainsAReservedWordIsAccepted(String nick) {
		assertThat(this.clients.joinAs(nick).nick()).isEqualTo(nick);
	}

	@Test
	void nickInUseIsRefused() throws IOException {
		this.clients.joinAs("alice");

		Problem problem = refused(this.clients.room() + "?nick=alice");

		assertThat(problem.status()).isEqualTo(409);
		assertThat(problem.detail()).contains("alice");
	}

	@Test
	void clientIsToldTheStatusOfARefusal() {
		this.clients.joinAs("alice");
		String url = server.ws(this.clients.room() + "?nick=alice");

		assertThatExceptionOfType(HandshakeRefusedException.class).isThrownBy(() -> open(url))
			.satisfies((refused) -> assertThat(refused.status()).isEqualTo(409));
	}

	@Test
	void nickInUseInOneRoomIsFreeInAnother() {
		this.clients.joinAs("alice");

		ChatRecorder elsewhere = this.clients.join(this.clients.room() + "-elsewhere?nick=alice");

		assertThat(elsewhere.nick()).isEqualTo("alice");
	}

	@Test
	void nickIsFreeAgainWhenTheOthersHearThatItsHolderLeft() {
		ChatRecorder bob = this.clients.joinAs("bob");
		ChatRecorder alice = this.clients.joinAs("alice");
		alice.leave();
		assertThat(bob.nextText()).isEqualTo("alice left");

		ChatRecorder next = this.clients.joinAs("alice");

		assertThat(next.nick()).isEqualTo("alice");
	}

	@RepeatedTest(10)
	void onlyOneOfTwoSimultaneousHandshakesGetsANick() throws Exception {
		CyclicBarrier start = new CyclicBarrier(2);
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try (ChatClient one = new ChatClient(); ChatClient other = new ChatClient()) {
			Future<Integer> answerToOne = threads.submit(() -> raceForAlice(one, start));
			Future<Integer> answerToOther = threads.submit(() -> raceForAlice(other, start));

			assertThat(List.of(answerToOne.get(), answerToOther.get())).containsExactlyInAnyOrder(101, 409);
		}
		finally {
			threads.shutdownNow();
		}
	}

	private int raceForAlice(ChatClient client, CyclicBarrier start) throws Exception {
		start.await(10, TimeUnit.SECONDS);
		try {
			client.open(server.ws(this.clients.room() + "?nick=alice"));
			return 101;
		}
		catch (HandshakeRefusedException ex) {
			return ex.status();
		}
	}

	private static Handshake attempt(String path) throws IOException {
		return Handshake.attempt(server.ws(path));
	}

	private static Problem refused(String path) throws IOException {
		return Problem.of(attempt(path));
	}

	private static void open(String url) {
		try (ChatClient client = new ChatClient()) {
			client.open(url);
		}
	}

}
