package io.roomcast.engine;

import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonCommand;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.RunningChat;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A session of one node goes on on the other, and nobody hears of it.
 */
abstract class SessionContract extends TwoNodeContract {

	private static final int REPLACED = 4000;

	private static final int MOVED_AWAY = 1013;

	private static final int MOVES = 6;

	SessionContract(NodePair nodes) {
		super(nodes);
	}

	@Test
	void clientKeepsItsNumberOnTheOtherNode() {
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");

		JsonChatRecorder moved = moveToSecond(alice);

		assertThat(moved.hello().resumed()).isTrue();
		assertThat(moved.client()).isEqualTo(alice.client());
		assertThat(moved.hello().nick()).isEqualTo("alice");
		alice.nextClosed();
		moved.joinRoom(this.room);
	}

	@Test
	void oldSocketIsClosed() {
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");

		JsonChatRecorder moved = moveToSecond(alice);

		assertThat(alice.nextClosed().code()).isEqualTo(REPLACED);
		moved.joinRoom(this.room);
	}

	@Test
	void othersHearNothingOfAMove() {
		JsonChatRecorder bob = this.onFirst.joinJsonAs("bob");
		JsonChatRecorder carl = this.onSecond.joinJsonAs("carl");
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");

		JsonChatRecorder moved = moveToSecond(alice);
		alice.nextClosed();
		moved.joinRoom(this.room);
		moved.sayAndTakeReceipt("here I am");

		assertThat(bob.nextText()).isEqualTo("here I am");
		assertThat(carl.nextText()).isEqualTo("here I am");
	}

	@Test
	void clientKeepsTheNickThatItHasInARoom() {
		JsonChatRecorder client = this.onFirst.connectJson();
		this.onFirst.joinRoom(client, JsonCommand.join(this.room).as("ally"));
		JsonChatRecorder moved = moveToSecond(client);
		client.nextClosed();

		assertThat(moved.joinRoom(this.room).nick()).isEqualTo("ally");
	}

	@Test
	void nickOfAJoinIsPassedOverInARoomThatTheClientIsIn() {
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
		JsonChatRecorder moved = moveToSecond(alice);
		alice.nextClosed();

		assertThat(moved.joinRoom(JsonCommand.join(this.room).as("anna")).nick()).isEqualTo("alice");
	}

	@Test
	void clientThatMovedIsThereOnce() {
		JsonChatRecorder bob = this.onFirst.joinJsonAs("bob");
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
		JsonChatRecorder moved = moveToSecond(alice);
		alice.nextClosed();

		assertThat(moved.joinRoom(this.room).clients()).isEqualTo(2);
		assertThat(nicks(this.firstApi)).containsExactlyInAnyOrder("bob", "alice");
		assertThat(nicks(this.secondApi)).isEqualTo(nicks(this.firstApi));
		bob.assertNothingLeft();
	}

	@Test
	void clientMovesBackAndForth() {
		JsonChatRecorder bob = this.onFirst.joinJsonAs("bob");
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
		long number = alice.client();

		for (int i = 0; i < MOVES; i++) {
			JsonChatRecorder moved = move(alice.hello().session(), node(i + 1));
			alice.nextClosed();
			moved.joinRoom(JsonCommand.join(this.room).since(alice.cursor()));
			alice = moved;
			alice.sayAndTakeReceipt("move " + i);
			assertThat(bob.nextText()).isEqualTo("move " + i);
		}

		assertThat(alice.client()).isEqualTo(number);
	}

	@Test
	void clientThatComesBackBeforeItHasJoinedOnTheOtherNodeStays() {
		JsonChatRecorder bob = this.onFirst.joinJsonAs("bob");
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");

		for (int i = 0; i < MOVES; i++) {
			JsonChatRecorder moved = moveToSecond(alice);
			moved.send(JsonCommand.join(this.room));
			JsonChatRecorder back = move(alice.hello().session(), this.first);
			back.joinRoom(this.room);
			alice.nextClosed();
			// Told of whichever node came first: the new connection's, or the room's.
			assertThat(moved.closedAfterOnly(JsonEvent.class::isInstance).code()).isIn(REPLACED, MOVED_AWAY);
			alice = back;
			alice.sayAndTakeReceipt("back " + i);
			assertThat(bob.nextText()).isEqualTo("back " + i);
			bob.sayAndTakeReceipt("seen " + i);
			assertThat(alice.nextText()).isEqualTo("seen " + i);
		}

		assertThat(nicks(this.secondApi)).containsExactlyInAnyOrder("bob", "alice");
		bob.assertNothingLeft();
	}

	@Test
	void clientThatMovedIsHeardToLeave() {
		JsonChatRecorder bob = this.onFirst.joinJsonAs("bob");
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
		JsonChatRecorder moved = moveToSecond(alice);
		alice.nextClosed();
		moved.joinRoom(this.room);

		moved.leaveRoom(this.room);

		bob.takeLeft("alice");
		assertThat(nicks(this.firstApi)).containsExactly("bob");
	}

	@Test
	void sameIdIsSaidOnceOverBothNodes() {
		JsonChatRecorder bob = this.onFirst.joinJsonAs("bob");
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
		alice.say("hi", "c1");
		JsonEvent.Message first = alice.nextMessage();
		JsonChatRecorder moved = moveToSecond(alice);
		alice.nextClosed();
		moved.joinRoom(this.room);

		moved.say("hi", "c1");

		assertThat(moved.nextMessage()).isEqualTo(first.asRepeated());
		moved.sayAndTakeReceipt("over");
		assertThat(bob.nextText()).isEqualTo("hi");
		assertThat(bob.nextText()).isEqualTo("over");
	}

	@Test
	void idOfTheOtherNodeIsNotReused() {
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
		alice.say("hi", "c1");
		alice.nextMessage();
		JsonChatRecorder moved = moveToSecond(alice);
		alice.nextClosed();
		moved.joinRoom(this.room);

		moved.say("ho", "c1");

		assertThat(moved.nextRefused().code()).isEqualTo("id_reused");
	}

	@Test
	void wrongSecretDoesNotResume() {
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
		String session = alice.hello().session();
		char last = session.charAt(session.length() - 2);

		JsonChatRecorder stranger = move(session.substring(0, session.length() - 2) + ((last == 'A') ? 'B' : 'A')
				+ session.charAt(session.length() - 1), this.second);

		assertThat(stranger.hello().resumed()).isFalse();
		assertThat(stranger.client()).isNotEqualTo(alice.client());
		alice.sayAndTakeReceipt("still here");
	}

	@Test
	void sessionThatItsClientHasEndedDoesNotResume() {
		JsonChatRecorder bob = this.onSecond.joinJsonAs("bob");
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
		String session = alice.hello().session();
		alice.leave();
		bob.takeLeft("alice");

		assertThat(move(session, this.second).hello().resumed()).isFalse();
	}

	private RunningChat node(int number) {
		return (number % 2 == 0) ? this.first : this.second;
	}

}
