package io.roomcast.ws;

import java.io.IOException;
import java.net.http.HttpResponse;

import io.roomcast.harness.ChatClients;
import io.roomcast.harness.ChatServer;
import io.roomcast.harness.EventStreamReader;
import io.roomcast.harness.EventStreamReader.StreamEvent;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.RawHttp;
import io.roomcast.harness.RoomApi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class EventStreamIntegrationTests {

	private static final String LISTENERS = "roomcast.listeners";

	private static final String UNKNOWN_CURSOR = "A".repeat(32);

	@AutoClose
	private static final ChatServer server = ChatServer.start(RoomApi.KEY_PROPERTY);

	@AutoClose
	private final ChatClients clients = new ChatClients(server);

	private final RoomApi api = RoomApi.of(server, this.clients);

	@Test
	void listenerHearsWhatClientsHear() throws IOException {
		JsonChatRecorder bob = this.clients.joinJsonAs("bob");
		try (EventStreamReader listener = open("")) {
			StreamEvent welcome = listener.next("welcome");
			JsonChatRecorder alice = this.clients.joinJsonAs("alice");
			alice.sayAndTakeReceipt("hi");
			assertThat(bob.nextText()).isEqualTo("hi");
			this.clients.leave(alice);

			assertThat(welcome.field("clients")).isEqualTo("1");
			assertThat(welcome.id()).isEqualTo(welcome.field("cursor"));
			StreamEvent joined = listener.next("joined");
			assertThat(joined.field("nick")).isEqualTo("alice");
			assertThat(joined.id()).isNull();
			StreamEvent message = listener.next("message");
			assertThat(message.field("text")).isEqualTo("hi");
			assertThat(message.field("from")).isEqualTo("alice");
			assertThat(message.id()).isEqualTo(message.field("cursor"));
			assertThat(listener.next("left").field("nick")).isEqualTo("alice");
		}
	}

	@Test
	void headerTellsThatTheStreamIsLive() throws IOException {
		try (EventStreamReader listener = open("", "Accept: text/event-stream")) {
			listener.next("welcome");

			assertThat(listener.header()).contains("HTTP/1.1 200 OK", "Content-Type: text/event-stream",
					"Cache-Control: no-store", "Connection: close");
			assertThat(listener.header()).noneMatch((line) -> line.startsWith("Content-Length"));
			assertThat(Integer.parseInt(String.valueOf(listener.retry()))).isBetween(1000, 5000);
		}
	}

	@Test
	void listenerIsNoClient() throws IOException {
		JsonChatRecorder bob = this.clients.joinJsonAs("bob");
		try (EventStreamReader listener = open("")) {
			listener.next("welcome");

			assertThat(server.clients()).isEqualTo(1);
			assertThat(this.api.get("").body()).contains("\"clients\":1");
			bob.assertNothingLeft();
			await().until(() -> server.meter(LISTENERS).orElseThrow() == 1);
		}
		await().until(() -> server.meter(LISTENERS).orElseThrow() == 0);
		bob.assertNothingLeft();
	}

	@Test
	void roomWithListenersOnlyExistsForNobodyElse() throws IOException {
		try (EventStreamReader listener = open("")) {
			listener.next("welcome");

			assertThat(this.api.get("").statusCode()).isEqualTo(404);
			assertThat(this.api.get("/messages").statusCode()).isEqualTo(404);
			assertThat(server.get("/rooms").body()).isEqualTo("[]");
			this.api.say("first");
			assertThat(listener.next("message").field("text")).isEqualTo("first");
		}
	}

	@Test
	void lastListenerHearsTheLastClientLeave() throws IOException {
		JsonChatRecorder alice = this.clients.joinJsonAs("alice");
		try (EventStreamReader listener = open("")) {
			listener.next("welcome");

			this.clients.leave(alice);

			assertThat(listener.next("left").field("nick")).isEqualTo("alice");
		}
	}

	@Test
	void listenerThatComesBackMissesNothing() throws IOException {
		String last;
		try (EventStreamReader listener = open("")) {
			listener.next("welcome");
			this.api.say("one");
			last = String.valueOf(listener.next("message").id());
		}
		this.api.say("two");
		try (EventStreamReader listener = open("?last=100", "Last-Event-ID: " + last)) {
			assertThat(listener.next("welcome").field("recovered")).isEqualTo("true");
			assertThat(listener.next("message").field("text")).isEqualTo("two");
			this.api.say("three");
			assertThat(listener.next("message").field("text")).isEqualTo("three");
		}
		try (EventStreamReader listener = open("?since=" + last)) {
			listener.next("welcome");
			assertThat(listener.next("message").field("text")).isEqualTo("two");
		}
	}

	@Test
	void streamBeginsWithTheLastMessages() throws IOException {
		this.api.say("one");
		this.api.say("two");
		this.api.say("three");

		try (EventStreamReader listener = open("?last=2")) {
			listener.next("welcome");
			assertThat(listener.next("message").field("text")).isEqualTo("two");
			assertThat(listener.next("message").field("text")).isEqualTo("three");
		}
	}

	@Test
	void listenerIsToldThatMessagesAreGone() throws IOException {
		this.api.say("one");
		try (EventStreamReader listener = open("", "Last-Event-ID: " + UNKNOWN_CURSOR)) {
			StreamEvent welcome = listener.next("welcome");
			StreamEvent gap = listener.next("gap");

			assertThat(welcome.field("recovered")).isEqualTo("false");
			assertThat(gap.field("after")).isEqualTo(UNKNOWN_CURSOR);
			assertThat(gap.id()).isEqualTo(gap.field("cursor")).isEqualTo(welcome.id());
		}
	}

	@ParameterizedTest
	@CsvSource({ "-a, '', bad_room", "a, ?since=abc, bad_cursor", "a, ?last=x, bad_field",
			"a, '?last=1&since=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', bad_field" })
	void whatCannotBeIsRefused(String room, String query, String code) {
		HttpResponse<String> refusal = server.request("GET", "/rooms/" + room + "/events" + query, "",
				"Accept: text/event-stream");

		assertThat(refusal.statusCode()).isEqualTo(400);
		assertThat(refusal.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(refusal.body()).contains("\"code\":\"" + code + "\"");
	}

	@Test
	void headOpensNoStream() throws IOException {
		assertThat(RawHttp.exchange(server, RawHttp.request("HEAD " + this.api.path() + "/events")).status())
			.isEqualTo(200);
		await().until(() -> server.meter(LISTENERS).orElseThrow() == 0);
	}

	@Test
	void whatListenersSendIsDropped() throws IOException {
		try (RawHttp http = RawHttp.open(server)) {
			http.send(RawHttp.request("GET " + this.api.path() + "/events").repeat(100));
			await().until(() -> server.meter(LISTENERS).orElseThrow() == 1);
			this.api.say("hi");
		}
		await().until(() -> server.meter(LISTENERS).orElseThrow() == 0);
	}

	private EventStreamReader open(String rest, String... headers) throws IOException {
		return EventStreamReader.open(server, this.api.room(), rest, headers);
	}

}
