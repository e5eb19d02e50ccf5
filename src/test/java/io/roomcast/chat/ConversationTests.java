package io.roomcast.chat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.roomcast.engine.Engine;
import io.roomcast.engine.RoomState;
import io.roomcast.fanout.DiscardingOutlet;
import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Limits;
import io.roomcast.fanout.TestOutlet;
import io.roomcast.protocol.JsonCodec;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;

class ConversationTests {

	private static final String SAY = "{\"type\":\"say\",\"room\":\"kitchen\",\"text\":\"hi\",\"id\":\"%s\"}";

	private final TestChat chat = new TestChat(Limits.defaults().withLag(2, 1 << 20), Function.identity());

	private final SentEvents alice = new SentEvents();

	@Test
	void helloAndWelcomeComeFirst() {
		open();

		assertThat(this.alice.types()).containsExactly("hello", "welcome");
	}

	@Test
	void conversationIsReadyOnceTheRoomOfTheLastCommandKeepsUp() {
		Conversation conversation = open();
		List<String> heard = new ArrayList<>();

		for (int i = 0; i < 4; i++) {
			conversation.receive(SAY.formatted(i));
		}
		conversation.whenReady(() -> heard.add("ready"));
		assertThat(heard).isEmpty();
		this.chat.passes.runAll();

		assertThat(heard).containsExactly("ready");
	}

	@Test
	void conversationIsReadyOnceARoomThatTheClientLeavesHasServedIt() {
		Conversation conversation = open();
		List<String> heard = new ArrayList<>();

		conversation.receive("{\"type\":\"leave\",\"room\":\"kitchen\"}");
		conversation.whenReady(() -> heard.add("ready"));
		assertThat(heard).isEmpty();
		this.chat.passes.runAll();

		assertThat(heard).containsExactly("ready");
		assertThat(this.alice.types()).endsWith("left");
	}

	@Test
	void commandsAreNotCarriedOutWhenTheConversationIsOver() {
		Conversation conversation = open();

		conversation.end(1000, true, () -> {
		});
		conversation.receive(SAY.formatted(1));

		assertThat(this.chat.engine.traffic().received()).isZero();
	}

	@Test
	void clientThatClosesIsGone() {
		Conversation conversation = open();

		conversation.end(1000, true, () -> {
		});

		assertThat(this.chat.members("kitchen")).isEmpty();
	}

	@Test
	void clientThatClosesOnceItWasAskedToReconnectIsAway() {
		Conversation conversation = open();

		assertThat(conversation.askToReconnect(Duration.ofSeconds(3))).isTrue();
		conversation.end(1000, true, () -> {
		});
		assertThat(this.chat.members("kitchen")).hasSize(1);
		this.chat.graces.runAll();

		assertThat(this.alice.types()).containsExactly("hello", "welcome", "reconnect");
		assertThat(this.chat.members("kitchen")).isEmpty();
	}

	@Test
	void clientThatIsNotGreetedYetIsNotAskedToReconnect() {
		Conversation conversation = this.chat.chat.open(this.alice, JsonCodec.SUBPROTOCOL);

		assertThat(conversation.askToReconnect(Duration.ofSeconds(3))).isFalse();

		assertThat(this.alice.types()).isEmpty();
	}

	@Test
	void clientIsServedWhenAllItsRoomsHaveServedIt() {
		Conversation conversation = open();
		conversation.receive("{\"type\":\"join\",\"room\":\"den\"}");
		this.chat.passes.runAll();
		List<String> heard = new ArrayList<>();

		conversation.end(1000, true, () -> heard.add("served"));
		this.chat.passes.runNextIfAny();
		assertThat(heard).isEmpty();
		this.chat.passes.runAll();

		assertThat(heard).containsExactly("served");
	}

	@Test
	void clientInNoRoomIsServedAtOnce() {
		Conversation conversation = this.chat.open(null, "alice", this.alice);
		List<String> heard = new ArrayList<>();

		conversation.end(1000, true, () -> heard.add("served"));

		assertThat(heard).containsExactly("served");
	}

	@Test
	void clientThatLeavesIsCountedOnce() {
		Conversation conversation = open();
		this.chat.open("kitchen", "bob", new SentEvents());
		this.chat.open("kitchen", "carl", new SentEvents());

		conversation.end(1000, true, () -> {
		});

		assertThat(this.chat.find("kitchen").map(RoomState::clients)).hasValue(2);
		assertThat(this.chat.engine.clients()).isEqualTo(2);
	}

	@Test
	void nickIsFreeAgainIfTheConnectionEndsBeforeTheJoin() {
		Admission.Granted admission = (Admission.Granted) this.chat.chat
			.admit(new ConnectRequest("kitchen", "alice", null, null, null), null);
		Conversation conversation = this.chat.chat.open(this.alice, null);

		conversation.end(1006, false, () -> {
		});
		conversation.start(admission);

		assertThat(this.chat.reserve("kitchen", "alice")).isTrue();
	}

	@Test
	void clientWhoseSocketFailsAtTheHelloHasNoSession() {
		Admission.Granted admission = (Admission.Granted) this.chat.chat
			.admit(new ConnectRequest(null, "alice", null, null, null), JsonCodec.SUBPROTOCOL);
		Conversation[] conversation = new Conversation[1];
		TestOutlet failing = new DiscardingOutlet() {
			@Override
			public void send(byte[] frames) {
				conversation[0].end(1006, true, () -> {
				});
			}
		};
		conversation[0] = this.chat.chat.open(failing, JsonCodec.SUBPROTOCOL);

		conversation[0].start(admission);

		assertThat(this.chat.sessions.find(TestChat.token(conversation[0]), null)).isNull();
		assertThat(this.chat.engine.clients()).isZero();
	}

	@Test
	void clientWhoseJoinFailsIsClosed() {
		TestChat broken = new TestChat(Limits.defaults(), ConversationTests::thatFailsToJoin);

		broken.open("kitchen", "alice", this.alice);

		assertThat(this.alice.closed()).isEqualTo(Disconnect.OPENING_FAILED);
		assertThat(broken.engine.failures().count()).isOne();
	}

	private static Engine thatFailsToJoin(Engine engine) {
		Engine failing = mock(Engine.class, delegatesTo(engine));
		willThrow(new IllegalStateException("thrown by a test")).given(failing).join(any(), any(), any());
		return failing;
	}

	private Conversation open() {
		Conversation conversation = this.chat.open("kitchen", "alice", this.alice);
		this.chat.passes.runAll();
		return conversation;
	}

}
