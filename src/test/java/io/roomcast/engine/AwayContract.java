package io.roomcast.engine;

import java.io.IOException;
import java.util.List;

import io.roomcast.harness.Handshake;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonCommand;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.RawJsonClient;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that was cut off is away: it stays in its rooms for the grace, on both nodes.
 */
abstract class AwayContract extends TwoNodeContract {

	private static final int CONFLICT = 409;

	AwayContract(NodePair nodes) {
		super(nodes);
	}

	@Test
	void clientThatWasCutOffResumesOnTheOtherNode() throws IOException {
		JsonChatRecorder bob = this.onFirst.joinJsonAs("bob");
		String session = joinAndLose("alice");
		String cursor = bob.cursor();
		bob.takeJoined("alice");
		bob.sayAndTakeReceipt("one", "two");

		JsonChatRecorder alice = move(session, this.second);
		JsonEvent.Welcome welcome = alice.joinRoom(JsonCommand.join(this.room).since(cursor));

		assertThat(welcome.recovered()).isTrue();
		assertThat(welcome.nick()).isEqualTo("alice");
		assertThat(alice.nextText()).isEqualTo("one");
		assertThat(alice.nextText()).isEqualTo("two");
	}

	@Test
	void awayClientKeepsItsPlace() throws IOException {
		JsonChatRecorder bob = this.onSecond.joinJsonAs("bob");

		String session = joinAndLose("alice");

		bob.takeJoined("alice");
		assertThat(nicks(this.firstApi)).containsExactlyInAnyOrder("bob", "alice");
		assertThat(nicks(this.secondApi)).containsExactlyInAnyOrder("bob", "alice");
		assertThat(Handshake.attempt(this.second.ws(this.onFirst.room() + "?nick=alice")).status()).isEqualTo(CONFLICT);
		move(session, this.second).joinRoom(this.room);
	}

	@Test
	void awayClientIsHeardToLeaveAfterTheGrace() throws IOException {
		JsonChatRecorder bob = this.onFirst.joinJsonAs("bob");
		JsonChatRecorder carl = this.onSecond.joinJsonAs("carl");

		joinAndLose("alice");

		bob.takeJoined("alice");
		carl.takeJoined("alice");
		bob.takeLeft("alice");
		carl.takeLeft("alice");
	}

	@Test
	void roomThatIsNotJoinedAgainIsLeftAfterTheGrace() {
		String other = this.onFirst.roomName("other");
		JsonChatRecorder bob = this.onFirst.connectJsonAs("bob");
		JsonChatRecorder alice = this.onFirst.connectJsonAs("alice");
		for (String name : List.of(this.room, other)) {
			this.onFirst.joinRoom(bob, name);
			this.onFirst.joinRoom(alice, name);
		}

		JsonChatRecorder moved = moveToSecond(alice);
		alice.nextClosed();
		moved.joinRoom(this.room);

		bob.takeLeft(other, "alice");
		assertThat(nicks(this.secondApi)).containsExactlyInAnyOrder("bob", "alice");
	}

	/**
	 * Joins the room on the first node, and cuts the connection.
	 * @return the session
	 */
	private String joinAndLose(String nick) throws IOException {
		RawJsonClient client = RawJsonClient.open(this.first.ws(this.onFirst.room() + "?nick=" + nick));
		String session = client.next(JsonEvent.Hello.class).session();
		client.next(JsonEvent.Welcome.class);
		client.socket().reset();
		return session;
	}

}
