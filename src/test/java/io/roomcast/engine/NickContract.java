package io.roomcast.engine;

import java.io.IOException;

import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.Handshake;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonCommand;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.Problem;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A nick is one client's in a room, on whatever node.
 */
abstract class NickContract extends TwoNodeContract {

	private static final int CONFLICT = 409;

	NickContract(NodePair nodes) {
		super(nodes);
	}

	@Test
	void nickOfAPlainTextClientIsTakenOnTheOtherNode() throws IOException {
		this.onFirst.joinAs("alice");

		Problem problem = Problem.of(handshakeOnSecond("alice"));

		assertThat(problem.status()).isEqualTo(CONFLICT);
		assertThat(problem.detail()).contains("alice");
	}

	@Test
	void nickOfAJsonClientIsTakenOnTheOtherNode() {
		this.onFirst.joinJsonAs("alice");
		JsonChatRecorder other = this.onSecond.connectJson();

		other.send(JsonCommand.join(this.room).as("alice"));

		JsonEvent.Refused refused = other.nextRefused();
		assertThat(refused.code()).isEqualTo("nick_taken");
		assertThat(refused.room()).isEqualTo(this.room);
	}

	@Test
	void clientThatWasRefusedMayJoinUnderAnotherNick() {
		this.onFirst.joinJsonAs("alice");
		JsonChatRecorder other = this.onSecond.connectJson();
		other.send(JsonCommand.join(this.room).as("alice"));
		other.nextRefused();

		assertThat(this.onFirst.joinRoom(other, JsonCommand.join(this.room).as("anna")).nick()).isEqualTo("anna");
	}

	@Test
	void nickInOneRoomIsFreeInAnother() {
		this.onFirst.joinAs("alice");

		ChatRecorder elsewhere = this.onSecond.join(this.onFirst.room() + "-elsewhere?nick=alice");

		assertThat(elsewhere.nick()).isEqualTo("alice");
	}

	@Test
	void nickIsFreeOnTheOtherNodeWhenItsClientIsHeardToLeave() {
		this.onSecond.joinJsonAs("bob");
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
		this.onFirst.leave(alice);

		assertThat(this.onSecond.joinAs("alice").nick()).isEqualTo("alice");
	}

	@Test
	void nickOfALeftRoomIsFreeOnTheOtherNode() {
		this.onSecond.joinJsonAs("bob");
		JsonChatRecorder alice = this.onFirst.connectJsonAs("alice");
		this.onFirst.joinRoom(alice, this.room);
		this.onFirst.leaveRoom(alice, this.room);

		assertThat(this.onSecond.joinJsonAs("alice").nick()).isEqualTo("alice");
	}

	@Test
	void nickOfAHandshakeThatFailedIsFreeOnTheOtherNode() throws IOException {
		Handshake failed = Handshake.attempt(this.first.ws(this.onFirst.room() + "?nick=alice&since=x"));
		assertThat(failed.isAccepted()).isFalse();

		assertThat(this.onSecond.joinAs("alice").nick()).isEqualTo("alice");
	}

	@Test
	void nickOfAClientThatEndsInItsHandshakeIsSoonFree() throws IOException {
		assertThat(Handshake.attempt(this.first.ws(this.onFirst.room() + "?nick=alice")).isAccepted()).isTrue();

		await().untilAsserted(() -> assertThat(handshakeOnSecond("alice").isAccepted()).isTrue());
	}

	@Test
	void nickThatManyWantAtOnceGoesToOneOfThem() throws IOException {
		JsonChatRecorder one = this.onFirst.connectJson();
		JsonChatRecorder another = this.onSecond.connectJson();

		one.send(JsonCommand.join(this.room).as("alice"));
		another.send(JsonCommand.join(this.room).as("alice"));

		JsonEvent ofOne = one.next(JsonEvent.class);
		JsonEvent ofAnother = another.next(JsonEvent.class);
		assertThat(ofOne instanceof JsonEvent.Welcome).isNotEqualTo(ofAnother instanceof JsonEvent.Welcome);
		assertThat((ofOne instanceof JsonEvent.Welcome) ? ofAnother : ofOne).isInstanceOf(JsonEvent.Refused.class);
	}

	private Handshake handshakeOnSecond(String nick) throws IOException {
		return Handshake.attempt(this.second.ws(this.onFirst.room() + "?nick=" + nick));
	}

}
