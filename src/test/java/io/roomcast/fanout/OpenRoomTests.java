package io.roomcast.fanout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Rooms that somebody else keeps and counts.
 */
class OpenRoomTests {

	private static final int MANY = 10;

	private final ManualExecutor pump = new ManualExecutor();

	private Instant now = Instant.now();

	private final Hub hub = new Hub(this.pump, Limits.defaults().withNoticesUpTo(MANY), new TestClock(() -> this.now),
			this.pump);

	private final TestBranch branch = TestBranch.of(5, 77);

	private final FakeOutlet alice = new FakeOutlet();

	private final Subscriber aliceSubscriber = TestSubscribers.text(1, this.alice);

	private final FakeOutlet bob = new FakeOutlet();

	private final Subscriber bobSubscriber = TestSubscribers.text(2, this.bob);

	@Test
	void openRoomStaysWithoutClientsAndHistory() {
		Room room = this.branch.open(this.hub, this.branch.say("m1"));

		this.now = this.now.plus(Duration.ofDays(1));
		this.hub.cleanUp();

		assertThat(this.hub.find("room")).contains(room);
		assertThat(room.position()).isEqualTo(new Position(5, 1, 77));
		assertThat(this.hub.logBytes()).isZero();
	}

	@Test
	void roomWithoutClientsGoesWithItsHistoryWhenItIsClosed() {
		Room room = this.branch.open(this.hub, this.branch.say("m1"));
		room.accept(this.branch.say("m2"));
		this.pump.runAll();

		this.hub.close(room);

		assertThat(this.hub.rooms()).isEmpty();
		assertThat(this.hub.logBytes()).isZero();
	}

	@Test
	void roomWithClientsThatIsClosedGoesWhenTheyAreGone() {
		Room room = this.branch.open(this.hub, List.of());
		join(room, this.aliceSubscriber, "alice", 1);

		this.hub.close(room);
		assertThat(this.hub.rooms()).containsExactly(room);

		this.hub.leave(room, this.aliceSubscriber, TestContent.none(), TestLeave.ignored());
		assertThat(this.hub.rooms()).isEmpty();
	}

	@Test
	void roomCanBeOpenedAgainOnceItIsClosed() {
		Room first = this.branch.open(this.hub, List.of());
		assertThatIllegalStateException().isThrownBy(() -> this.branch.open(this.hub, List.of()))
			.withMessage("room room exists already");

		this.hub.close(first);
		Room second = this.branch.open(this.hub, List.of());
		this.hub.close(first);

		assertThat(this.hub.find("room")).contains(second);
	}

	@Test
	void clientsAreCountedElsewhere() {
		Room room = this.branch.open(this.hub, List.of());

		join(room, this.aliceSubscriber, "alice", 4);
		assertThat(room.clients()).isEqualTo(4);
		assertThat(this.hub.occupiedRooms()).isOne();

		room.tell(9, TestContent.none(), 5, OpenRoomTests::nothing);
		assertThat(room.clients()).isEqualTo(5);

		room.tell(9, TestContent.none(), 0, OpenRoomTests::nothing);
		assertThat(this.hub.occupiedRooms()).isZero();
	}

	@Test
	void clientThatWasInTheRoomAllTheTimeIsNotCounted() {
		Room room = this.branch.open(this.hub, List.of());
		join(room, this.aliceSubscriber, "alice", 4);

		this.hub.join(room, this.bobSubscriber,
				new Joining(Start.NOW, (joined) -> Frames.text("welcome back, " + joined.clients()), null), 1);
		this.pump.runAll();

		assertThat(this.bob.texts()).containsExactly("welcome back, 4");
		assertThat(room.clients()).isEqualTo(4);
	}

	@Test
	void subscribersAreToldOfClientsElsewhereInTheOrderOfMessages() {
		Room room = this.branch.open(this.hub, List.of());
		join(room, this.aliceSubscriber, "alice", 1);

		room.accept(this.branch.say("m1"));
		room.tell(9, TestContent.forOthers("zoe joined"), 2, OpenRoomTests::nothing);
		room.accept(this.branch.say("m2"));
		this.pump.runAll();

		assertThat(this.alice.texts()).containsExactly("welcome alice of 1", "m1", "zoe joined", "m2");
	}

	@Test
	void changeIsDoneBeforeAnybodyIsTold() {
		Room room = this.branch.open(this.hub, List.of());
		join(room, this.aliceSubscriber, "alice", 1);
		List<String> heard = new ArrayList<>();

		room.tell(9, TestContent.forOthers("zoe joined"), 2, () -> {
			heard.addAll(this.alice.texts());
			assertThat(this.pump.waiting()).isZero();
			assertThat(room.clients()).isEqualTo(2);
		});

		assertThat(heard).containsExactly("welcome alice of 1");
		assertThat(this.hub.failures().count()).isZero();
	}

	@Test
	void largeRoomIsToldNumbersInsteadOfNotices() {
		Room room = this.branch.open(this.hub, List.of());
		join(room, this.aliceSubscriber, "alice", MANY);

		room.tell(9, TestContent.forOthers("zoe joined"), MANY + 1, OpenRoomTests::nothing);
		join(room, this.bobSubscriber, "bob", MANY + 2);
		this.pump.runAll();

		assertThat(this.alice.texts()).containsExactly("welcome alice of 10");
		assertThat(room.takeUntoldClients()).hasValue(MANY + 2);
		assertThat(room.takeUntoldClients()).isEmpty();
	}

	private static void nothing() {
		// Nothing else changes.
	}

	private void join(Room room, Subscriber subscriber, String name, int clients) {
		this.hub.join(room, subscriber,
				new Joining(Start.NOW, (joined) -> Frames.text("welcome " + name + " of " + joined.clients()),
						TestContent.forOthers(name + " joined")),
				clients);
		this.pump.runAll();
	}

}
