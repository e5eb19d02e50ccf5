package io.roomcast.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.roomcast.harness.ChatRecorder;
import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonCommand;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.RawWebSocket;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients know who is in their room, on whatever node.
 */
abstract class PresenceContract extends TwoNodeContract {

	private static final int ROUNDS = 10;

	PresenceContract(NodePair nodes) {
		super(nodes);
	}

	@Test
	void welcomeTellsHowManyAreInTheRoom() {
		this.onFirst.joinJsonAs("alice");
		this.onSecond.joinJsonAs("bob");

		assertThat(this.onFirst.joinJsonAs("carl").welcome().clients()).isEqualTo(3);
	}

	@Test
	void numbersOfClientsAreNeverUsedTwice() {
		Set<Long> numbers = new HashSet<>();

		for (int i = 0; i < 3; i++) {
			numbers.add(this.onFirst.joinJson().client());
			numbers.add(this.onSecond.joinJson().client());
		}

		assertThat(numbers).hasSize(6);
	}

	@Test
	void joinedIsHeardOnTheOtherNode() {
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");

		JsonChatRecorder bob = joinUnheard("bob");

		JsonEvent.Joined joined = alice.next(JsonEvent.Joined.class);
		assertThat(joined.nick()).isEqualTo("bob");
		assertThat(joined.client()).isEqualTo(bob.client());
	}

	@Test
	void leftIsHeardOnTheOtherNode() {
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
		JsonChatRecorder bob = this.onSecond.joinJsonAs("bob");

		bob.leave();

		JsonEvent.Left left = alice.next(JsonEvent.Left.class);
		assertThat(left.nick()).isEqualTo("bob");
		assertThat(left.client()).isEqualTo(bob.client());
	}

	@Test
	void plainTextClientThatIsCutOffIsHeardToLeave() throws IOException {
		ChatRecorder alice = this.onFirst.joinAs("alice");

		this.onSecond.joinRaw("bob").reset();

		alice.takeLeft("bob");
	}

	@Test
	void clientThatLeavesAndJoinsAgainIsHeardToDoSo() {
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
		JsonChatRecorder bob = this.onSecond.connectJsonAs("bob");
		this.onFirst.joinRoom(bob, this.room);

		this.onFirst.leaveRoom(bob, this.room);
		this.onFirst.joinRoom(bob, this.room);
		alice.sayAndTakeReceipt("welcome back");

		assertThat(bob.nextText()).isEqualTo("welcome back");
	}

	@Test
	void whoListsTheClientsOfBothNodes() {
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
		JsonChatRecorder bob = this.onSecond.joinJsonAs("bob");
		ChatRecorder carl = this.onFirst.joinAs("carl");

		assertThat(who(alice).nicks()).containsExactlyInAnyOrder("alice", "bob", carl.nick());
		assertThat(who(bob).clients()).isEqualTo(who(alice).clients());
	}

	@Test
	void whoStandsAtItsPositionInTheOrder() throws IOException {
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");

		for (int i = 0; i < ROUNDS; i++) {
			try (RawWebSocket guest = RawWebSocket.open(this.second.ws(this.onFirst.room() + "?nick=guest_" + i))) {
				alice.send(JsonCommand.who());
				guest.nextText();
			}
			alice.send(JsonCommand.who());
		}

		assertThatListsFitNotices(alice, 2 * ROUNDS, 2 * ROUNDS);
	}

	@Test
	void largeRoomIsToldOfItsNumberOfClients() throws IOException {
		JsonChatRecorder alice = this.onFirst.joinJsonAs("alice");
		JsonChatRecorder bob = this.onSecond.joinJsonAs("bob");
		List<RawWebSocket> crowd = new ArrayList<>();

		for (int i = 0; i < EngineContract.NOTICES_UP_TO; i += 2) {
			crowd.add(RawWebSocket.open(this.first.ws(this.onFirst.room())));
			crowd.add(RawWebSocket.open(this.second.ws(this.onFirst.room())));
		}

		takeUntilCount(alice, EngineContract.NOTICES_UP_TO + 2);
		takeUntilCount(bob, EngineContract.NOTICES_UP_TO + 2);
		leaveBeforeTheCrowd(crowd, alice, bob);
	}

	/**
	 * Joins on the second node, and leaves the notices of it to the others.
	 */
	private JsonChatRecorder joinUnheard(String nick) {
		JsonChatRecorder joined = new JsonChatRecorder();
		joined.join(this.second.ws(this.onFirst.room() + "?nick=" + nick));
		this.onFirst.add(joined);
		return joined;
	}

	private JsonEvent.Clients who(JsonChatRecorder client) {
		client.send(JsonCommand.who());
		return client.next(JsonEvent.Clients.class);
	}

	/**
	 * Applies the notices that a client hears to those who were there, and compares each
	 * list with that.
	 */
	private static void assertThatListsFitNotices(JsonChatRecorder client, int lists, int notices) {
		Set<String> there = new HashSet<>(Set.of(client.nick()));
		int listed = 0;
		int noticed = 0;
		while (listed < lists || noticed < notices) {
			JsonEvent event = client.next(JsonEvent.class);
			if (event instanceof JsonEvent.Clients clients) {
				listed++;
				assertThat(clients.nicks()).as("list %d", listed).hasSameElementsAs(there).hasSameSizeAs(there);
			}
			else if (event instanceof JsonEvent.Joined joined) {
				noticed++;
				assertThat(there.add(joined.nick())).as(joined.toString()).isTrue();
			}
			else if (event instanceof JsonEvent.Left left) {
				noticed++;
				assertThat(there.remove(left.nick())).as(left.toString()).isTrue();
			}
		}
	}

	private static void takeUntilCount(JsonChatRecorder client, int clients) {
		JsonEvent event;
		do {
			event = client.next(JsonEvent.class);
			assertThat(event).isInstanceOfAny(JsonEvent.Joined.class, JsonEvent.Count.class);
		}
		while (!(event instanceof JsonEvent.Count count && count.clients() == clients));
	}

	/**
	 * What they would hear of the others' leaving is no matter here.
	 */
	private static void leaveBeforeTheCrowd(List<RawWebSocket> crowd, JsonChatRecorder... clients) throws IOException {
		for (JsonChatRecorder client : clients) {
			client.close();
			client.closedAfterOnly(JsonEvent.Count.class::isInstance);
		}
		for (RawWebSocket one : crowd) {
			one.close();
		}
	}

}
