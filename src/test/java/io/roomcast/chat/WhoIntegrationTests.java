package io.roomcast.chat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.CommandId;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonCommand;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.RawJsonClient;
import io.roomcast.harness.RawWebSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * JSON clients that ask who is in their room.
 */
class WhoIntegrationTests {

	private static final int COMINGS_AND_GOINGS = 200;

	private static final int MOST_LISTED = 1_000;

	@AutoClose
	private static final ChatServer server = ChatServer.start("roomcast.client.grace=60s");

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	@AutoClose("shutdownNow")
	private final ExecutorService thread = Executors.newSingleThreadExecutor();

	private final String room = this.clients.roomName();

	@Test
	void answerListsAllClientsAndTheAskerToo() {
		this.clients.joinAs("plain");
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");
		JsonChatRecorder bob = this.clients.joinJsonAs("bob");
		alice.send(JsonCommand.who().id(7));

		JsonEvent.Clients answer = alice.next(JsonEvent.Clients.class);

		assertThat(answer.room()).isEqualTo(this.room);
		assertThat(answer.nicks()).containsExactlyInAnyOrder("plain", "alice", "bob");
		assertThat(answer.clients()).contains(new JsonEvent.Member("alice", alice.client()),
				new JsonEvent.Member("bob", bob.client()));
		assertThat(answer.total()).isEqualTo(3);
		assertThat(answer.id()).isEqualTo(CommandId.of(7));
	}

	@Test
	void awayClientIsListed() throws IOException {
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");
		RawJsonClient carl = this.clients.joinRawJson("carl");
		carl.socket().reset();

		alice.send(JsonCommand.who());

		assertThat(alice.next(JsonEvent.Clients.class).nicks()).containsExactlyInAnyOrder("alice", "carl");
	}

	@Test
	void nobodyElseHearsTheAnswer() {
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");
		JsonChatRecorder bob = this.clients.joinJsonAs("bob");

		alice.send(JsonCommand.who());
		alice.next(JsonEvent.Clients.class);
		alice.sayAndTakeReceipt("over");

		assertThat(bob.nextText()).isEqualTo("over");
	}

	@Test
	void answerComesBetweenWhatIsSaidBeforeAndAfter() {
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");

		alice.say("before");
		alice.send(JsonCommand.who());
		alice.say("after");

		assertThat(alice.nextText()).isEqualTo("before");
		alice.next(JsonEvent.Clients.class);
		assertThat(alice.nextText()).isEqualTo("after");
	}

	/**
	 * Asks again and again while others come and go: each answer is what the notices
	 * before it add up to.
	 */
	@Test
	void noticesAfterAnAnswerApplyToIt() throws Exception {
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");
		alice.send(JsonCommand.who());
		Set<String> here = new HashSet<>(alice.next(JsonEvent.Clients.class).nicks());
		Future<?> others = this.thread.submit(this::comeAndGo);

		int answers = 0;
		int gone = 0;
		alice.send(JsonCommand.who());
		while (gone < COMINGS_AND_GOINGS || answers == 0) {
			JsonEvent event = alice.next(JsonEvent.class);
			if (event instanceof JsonEvent.Joined joined) {
				here.add(joined.nick());
			}
			else if (event instanceof JsonEvent.Left left) {
				here.remove(left.nick());
				gone++;
			}
			else {
				assertThat(((JsonEvent.Clients) event).nicks()).containsExactlyInAnyOrderElementsOf(here);
				answers++;
				alice.send(JsonCommand.who());
			}
		}

		assertThat(alice.next(JsonEvent.Clients.class).nicks()).containsExactly("alice");
		others.get(10, TimeUnit.SECONDS);
	}

	private void comeAndGo() {
		List<ChatRecorder> here = new ArrayList<>();
		for (int i = 0; i < COMINGS_AND_GOINGS; i++) {
			ChatRecorder guest = new ChatRecorder();
			guest.open(server.ws(this.clients.room() + "?nick=guest-" + i));
			here.add(guest);
			if (here.size() > 5) {
				here.remove(0).close();
			}
		}
		here.forEach(ChatRecorder::close);
	}

	@Test
	void atMostThousandClientsAreListed() throws Exception {
		ChatServer.whileRunning((chat) -> {
			List<RawWebSocket> crowd = new ArrayList<>();
			for (int i = 0; i < MOST_LISTED; i++) {
				crowd.add(RawWebSocket.open(chat.ws("/chat/crowd")));
			}
			try (RawJsonClient alice = RawJsonClient.join(chat.ws("/chat/crowd"))) {
				// The last of the crowd is connected, but may not have joined yet.
				await().untilAsserted(() -> {
					alice.send(JsonCommand.who());
					JsonEvent.Clients answer = nextClients(alice);
					assertThat(answer.total()).isEqualTo(MOST_LISTED + 1);
					assertThat(answer.clients()).hasSize(MOST_LISTED);
				});
			}
			for (RawWebSocket one : crowd) {
				one.close();
			}
		}, "roomcast.room.notices-up-to=1");
	}

	private static JsonEvent.Clients nextClients(RawJsonClient client) throws IOException {
		JsonEvent event = client.next();
		while (event instanceof JsonEvent.Count) {
			event = client.next();
		}
		return (JsonEvent.Clients) event;
	}

}
