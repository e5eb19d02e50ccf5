package io.roomcast.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.roomcast.engine.Engine;
import io.roomcast.engine.TestEngines;
import io.roomcast.fanout.DiscardingOutlet;
import io.roomcast.fanout.Limits;
import io.roomcast.fanout.ManualExecutor;
import io.roomcast.harness.Settings;
import io.roomcast.protocol.Event;
import io.roomcast.protocol.JsonCodec;
import io.roomcast.protocol.Refusal;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class ConversationTests {

	private static final String ROOM = "room";

	private static final int COMMANDS = 200;

	private final ManualExecutor passes = new ManualExecutor();

	private final Engine engine = TestEngines.manual(this.passes, Limits.defaults().withLag(10, 1 << 20));

	private final Presence presence = new Presence();

	private final Chat chat = new Chat(this.engine, this.presence, Settings.bind(ClientProperties.class));

	@Test
	void commandsOfAFrameWaitWhileTheRoomLags() {
		Conversation alice = open("alice");

		alice.receive(frame());

		assertThat(said()).hasSizeBetween(10, 11);
	}

	@Test
	void waitingCommandsAreCarriedOutInOrder() {
		Conversation alice = open("alice");

		alice.receive(frame());
		this.passes.runAll();

		assertThat(said()).isEqualTo(IntStream.range(0, COMMANDS).mapToObj((i) -> "text " + i).toList());
	}

	@Test
	void conversationIsReadyOnceAllCommandsAreCarriedOut() {
		Conversation alice = open("alice");
		List<Integer> saidWhenReady = new ArrayList<>();

		alice.receive(frame());
		alice.whenReady(() -> saidWhenReady.add(said().size()));
		assertThat(saidWhenReady).isEmpty();
		this.passes.runAll();

		assertThat(saidWhenReady).containsExactly(COMMANDS);
	}

	@Test
	void waitingCommandsCountInTheClientBudgetUntilCarriedOut() {
		Conversation alice = open("alice");

		alice.receive(frame());
		assertThat(alice.heldBytes()).isGreaterThan(frame().length());
		assertThat(this.engine.clientBudget().used()).isEqualTo(alice.heldBytes());
		this.passes.runAll();

		assertThat(this.engine.clientBudget().used()).isZero();
	}

	@Test
	void waitingCommandsAreDroppedWhenTheClientLeaves() {
		Conversation alice = open("alice");

		alice.receive(frame());
		int before = said().size();
		alice.leave(1000, () -> {
		});
		this.passes.runAll();

		assertThat(said()).hasSize(before);
		assertThat(this.engine.clientBudget().used()).isZero();
	}

	@Test
	void nickIsFreeAgainAfterAFailedJoin() {
		Admission.Granted admission = admit("alice");
		Chat broken = new Chat(engineThatFailsToJoin(), this.presence, Settings.bind(ClientProperties.class));

		assertThatIllegalStateException()
			.isThrownBy(() -> broken.open(admission, new DiscardingOutlet(), JsonCodec.SUBPROTOCOL));

		assertThat(this.chat.admit(ROOM, "alice", null)).isInstanceOf(Admission.Granted.class);
	}

	private Engine engineThatFailsToJoin() {
		Engine failing = mock();
		given(failing.clientBudget()).willReturn(this.engine.clientBudget());
		given(failing.join(any(), any(), any(), any(), any())).willThrow(new IllegalStateException("thrown by a test"));
		return failing;
	}

	private Conversation open(String nick) {
		Conversation conversation = this.chat.open(admit(nick), new DiscardingOutlet(), JsonCodec.SUBPROTOCOL);
		this.passes.runAll();
		return conversation;
	}

	private Admission.Granted admit(String nick) {
		Admission admission = this.chat.admit(ROOM, nick, null);
		if (admission instanceof Admission.Refused refused) {
			Refusal refusal = refused.refusal();
			throw new IllegalStateException(refusal.toString());
		}
		return (Admission.Granted) admission;
	}

	private static String frame() {
		return IntStream.range(0, COMMANDS)
			.mapToObj((i) -> "{\"type\":\"say\",\"text\":\"text " + i + "\"}")
			.collect(Collectors.joining("\n"));
	}

	private List<String> said() {
		return new Rooms(this.engine, this.presence, Settings.bind(ClientProperties.class)).messages(ROOM, null, 1_000)
			.messages()
			.stream()
			.map((event) -> ((Event.Message) event).text())
			.toList();
	}

}
