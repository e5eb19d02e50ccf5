package io.roomcast.engine;

import java.io.IOException;

import io.roomcast.harness.EventStreamReader;
import io.roomcast.harness.JsonChatRecorder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listeners hear the whole service, and are counted nowhere.
 */
abstract class ListenContract extends TwoNodeContract {

	ListenContract(NodePair nodes) {
		super(nodes);
	}

	@Test
	void listenerHearsWhatIsSaidOnTheOtherNode() throws IOException {
		try (EventStreamReader listener = EventStreamReader.open(this.second, this.room, "")) {
			listener.next("welcome");
			JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
			alice.sayAndTakeReceipt("hi");
			this.onFirst.leave(alice);

			assertThat(listener.next("joined").field("nick")).isEqualTo("alice");
			assertThat(listener.next("message").field("text")).isEqualTo("hi");
			assertThat(listener.next("left").field("nick")).isEqualTo("alice");
		}
	}

	@Test
	void listenerGoesOnWithTheOtherNode() throws IOException {
		String last;
		try (EventStreamReader listener = EventStreamReader.open(this.first, this.room, "")) {
			listener.next("welcome");
			this.firstApi.say("one");
			last = String.valueOf(listener.next("message").id());
		}
		this.firstApi.say("two");

		try (EventStreamReader listener = EventStreamReader.open(this.second, this.room, "",
				"Last-Event-ID: " + last)) {
			assertThat(listener.next("welcome").field("recovered")).isEqualTo("true");
			assertThat(listener.next("message").field("text")).isEqualTo("two");
		}
	}

	@Test
	void roomWithListenersOnlyExistsForNobodyElse() throws IOException {
		try (EventStreamReader listener = EventStreamReader.open(this.first, this.room, "")) {
			listener.next("welcome");

			assertThat(this.firstApi.get("").statusCode()).isEqualTo(404);
			assertThat(this.secondApi.get("").statusCode()).isEqualTo(404);
			this.secondApi.say("first");
			assertThat(listener.next("message").field("text")).isEqualTo("first");
		}
	}

}
