package io.roomcast.engine;

import java.util.Objects;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

class MemoryPresenceTests {

	private static final String ROOM = "kitchen";

	private final MemoryPresence presence = new MemoryPresence();

	private final LocalOccupant alice = occupant(2);

	@Test
	void nickIsReservedOnce() {
		reserve();

		assertThat(this.presence.reserveNow(ROOM, "alice")).isNull();
		assertThat(this.presence.reserveNow("den", "alice")).isNotNull();
	}

	@Test
	void releasedNickIsFreeAgain() {
		this.presence.release(reserve());

		assertThat(this.presence.reserveNow(ROOM, "alice")).isNotNull();
	}

	@Test
	void reservationThatAClientHasUsedFreesNothing() {
		Reservation reservation = reserve();
		this.presence.add(ROOM, this.alice);

		this.presence.release(reservation);

		assertThat(this.presence.reserveNow(ROOM, "alice")).isNull();
	}

	@Test
	void clientThatIsLateFreesNothingOfTheNextOne() {
		this.presence.add(ROOM, this.alice);
		LocalOccupant next = occupant(3);
		this.presence.add(ROOM, next);

		this.presence.remove(ROOM, this.alice);

		assertThat(this.presence.members(ROOM)).isCompletedWithValueMatching((members) -> members.contains(next));
	}

	@Test
	void reservedNickIsNoMember() {
		reserve();

		assertThat(this.presence.members(ROOM)).isCompletedWithValueMatching((members) -> members.isEmpty());
	}

	@Test
	void membersAreInTheOrderOfTheirNumbers() {
		this.presence.add(ROOM, this.alice);
		LocalOccupant bob = occupant(1);
		given(bob.nick()).willReturn("bob");
		this.presence.add(ROOM, bob);

		assertThat(this.presence.members(ROOM).toCompletableFuture().join()).containsExactly(bob, this.alice);
	}

	@Test
	void removedClientHearsOfIt() {
		this.presence.add(ROOM, this.alice);

		assertThat(this.presence.remove(ROOM, "alice")).isCompletedWithValue(true);

		verify(this.alice).remove();
	}

	@Test
	void nobodyIsRemovedWhoIsNotThere() {
		reserve();

		assertThat(this.presence.remove(ROOM, "alice")).isCompletedWithValue(false);
	}

	private Reservation reserve() {
		return Objects.requireNonNull(this.presence.reserveNow(ROOM, "alice"));
	}

	private static LocalOccupant occupant(long client) {
		LocalOccupant occupant = mock();
		given(occupant.nick()).willReturn("alice");
		given(occupant.client()).willReturn(client);
		return occupant;
	}

}
