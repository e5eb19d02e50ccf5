package io.roomcast.fanout;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that stay in a room without a subscriber.
 */
class AbsenceTests extends AliceAndBob {

	@Test
	void absenceIsToldToNobody() {
		Room room = bothIn();

		goAway(room);
		this.pump.runAll();

		assertThat(this.bob.texts()).containsExactly("welcome bob");
		assertThat(room.clients()).isEqualTo(2);
	}

	@Test
	void absentClientIsNotWrittenTo() {
		Room room = bothIn();

		goAway(room);
		room.publish(this.bobSubscriber, TestContent.of("m1"));
		this.pump.runAll();

		assertThat(this.alice.texts()).containsExactly("welcome alice", "bob joined");
	}

	@Test
	void returnIsToldToNobody() {
		Room room = bothIn();
		goAway(room);
		FakeOutlet wire = new FakeOutlet();

		this.hub.join("room", TestSubscribers.text(1, wire),
				new Joining(Start.NOW, (joined) -> Frames.text("welcome back, " + joined.clients()), null));
		room.publish(this.bobSubscriber, TestContent.of("m1"));
		this.pump.runAll();

		assertThat(wire.texts()).containsExactly("welcome back, 2", "m1");
		assertThat(this.bob.texts()).containsExactly("welcome bob", ">m1");
		assertThat(room.clients()).isEqualTo(2);
	}

	@Test
	void absentClientThatLeavesIsAnnounced() {
		Room room = bothIn();
		goAway(room);

		this.hub.leaveAbsent(room, 1, TestContent.forOthers("alice left"), TestLeave.ignored());
		this.pump.runAll();

		assertThat(this.bob.texts()).containsExactly("welcome bob", "alice left");
		assertThat(room.clients()).isOne();
	}

	@Test
	void roomStaysAsLongAsAnAbsentClientIsInIt() {
		Room room = bothIn();
		goAway(room);

		leave(room, this.bobSubscriber, TestContent.forOthers("bob left"));
		this.pump.runAll();
		this.hub.cleanUp();

		assertThat(this.hub.find("room")).contains(room);
		assertThat(this.hub.occupiedRooms()).isOne();
	}

	@Test
	void roomWithoutHistoryIsGoneWhenItsLastAbsentClientLeaves() {
		Room room = bothIn();
		goAway(room);
		leave(room, this.bobSubscriber, TestContent.forOthers("bob left"));

		this.hub.leaveAbsent(room, 1, TestContent.forOthers("alice left"), TestLeave.ignored());
		this.pump.runAll();

		assertThat(this.hub.rooms()).isEmpty();
		assertThat(this.hub.occupiedRooms()).isZero();
	}

	private void goAway(Room room) {
		this.hub.leave(room, this.aliceSubscriber, null, TestLeave.ignored());
	}

}
