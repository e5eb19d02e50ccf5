package io.roomcast.chat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.roomcast.fanout.Limits;
import io.roomcast.harness.Settings;
import io.roomcast.protocol.Event;
import io.roomcast.protocol.JsonCodec;
import io.roomcast.protocol.Refusal;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ConversationTests {

	private static final String ROOM = "room";

	private static final int COMMANDS = 200;

	private final HubEngine engine = new HubEngine(Limits.defaults().withLag(10, 1 << 20));

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
		this.engine.runAll();

		assertThat(said()).isEqualTo(IntStream.range(0, COMMANDS).mapToObj((i) -> "text " + i).toList());
	}

	@Test
	void conversationIsReadyOnceAllCommandsAreCarriedOut() {
		Conversation alice = open("alice");
		List<Integer> saidWhenReady = new ArrayList<>();

		alice.receive(frame());
		alice.whenReady(() -> saidWhenReady.add(said().size()));
		assertThat(saidWhenReady).isEmpty();
		this.engine.runAll();

		assertThat(saidWhenReady).containsExactly(COMMANDS);
	}

	@Test
	void waitingCommandsCountInTheClientBudgetUntilCarriedOut() {
		Conversation alice = open("alice");

		alice.receive(frame());
		assertThat(alice.heldBytes()).isGreaterThan(frame().length());
		assertThat(this.engine.clientBudget().used()).isEqualTo(alice.heldBytes());
		this.engine.runAll();

		assertThat(this.engine.clientBudget().used()).isZero();
	}

	@Test
	void waitingCommandsAreDroppedWhenTheClientLeaves() {
		Conversation alice = open("alice");

		alice.receive(frame());
		int before = said().size();
		alice.leave(1000, () -> {
		});
		this.engine.runAll();

		assertThat(said()).hasSize(before);
		assertThat(this.engine.clientBudget().used()).isZero();
	}

	@Test
	void nickIsFreeAgainAfterAFailedJoin() {
		Admission.Granted admission = admit("alice");
		this.engine.failJoins();

		assertThatIllegalStateException()
			.isThrownBy(() -> this.chat.open(admission, new TakeAll(), JsonCodec.SUBPROTOCOL));

		assertThat(this.chat.admit(ROOM, "alice", null)).isInstanceOf(Admission.Granted.class);
	}

	private Conversation open(String nick) {
		Conversation conversation = this.chat.open(admit(nick), new TakeAll(), JsonCodec.SUBPROTOCOL);
		this.engine.runAll();
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
