package io.roomcast.engine.redis;

import java.util.Map;

import io.roomcast.engine.Occupant;
import io.roomcast.engine.redis.PresenceList.Difference;
import io.roomcast.engine.redis.PresenceList.Holder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PresenceListTests {

	private final Holder alice = new Holder("alice", 2, new Token("here", 1), null);

	private final Holder bob = new Holder("bob", 1, new Token("there", 1), null);

	private final PresenceList presence = new PresenceList();

	@Test
	void clientsAreListedByTheirNumbers() {
		this.presence.put(this.alice);
		this.presence.put(this.bob);

		assertThat(this.presence.occupants(10)).extracting(Occupant::nick).containsExactly("bob", "alice");
	}

	@Test
	void listIsNoLongerThanItsLimit() {
		this.presence.put(this.alice);
		this.presence.put(this.bob);

		assertThat(this.presence.occupants(1)).hasSize(1);
	}

	@Test
	void nickThatAnotherTokenHoldsIsNotRemoved() {
		Holder newer = new Holder("alice", 2, new Token("there", 5), null);
		this.presence.put(newer);

		this.presence.remove(this.alice);

		assertThat(this.presence.find("alice")).isEqualTo(newer);
	}

	@Test
	void clientOfThisNodeIsFoundUnderItsOwnNickOnly() {
		TestClient here = new TestClient("alice", 2);
		TestClient stranger = new TestClient("alice", 3);
		this.presence.put(new Holder("alice", 2, new Token("here", 1), here));

		assertThat(this.presence.find(here)).isNotNull();
		assertThat(this.presence.find(stranger)).isNull();
	}

	@Test
	void sameListHasNoDifference() {
		this.presence.put(this.alice);

		Difference difference = this.presence.difference(Map.of("alice", this.alice));

		assertThat(difference.joined()).isEmpty();
		assertThat(difference.left()).isEmpty();
		assertThat(difference.moved()).isEmpty();
	}

	@Test
	void differenceTellsWhoJoinedAndLeft() {
		this.presence.put(this.alice);

		Difference difference = this.presence.difference(Map.of("bob", this.bob));

		assertThat(difference.joined()).containsExactly(this.bob);
		assertThat(difference.left()).containsExactly(this.alice);
		assertThat(difference.moved()).isEmpty();
	}

	@Test
	void clientWithAnotherTokenHasMoved() {
		this.presence.put(this.alice);
		Holder moved = new Holder("alice", 2, new Token("there", 3), null);

		Difference difference = this.presence.difference(Map.of("alice", moved));

		assertThat(difference.moved()).containsExactly(moved);
		assertThat(difference.joined()).isEmpty();
		assertThat(difference.left()).isEmpty();
	}

	@Test
	void anotherClientUnderTheSameNickIsALeaveAndAJoin() {
		this.presence.put(this.alice);
		Holder another = new Holder("alice", 9, new Token("there", 3), null);

		Difference difference = this.presence.difference(Map.of("alice", another));

		assertThat(difference.left()).containsExactly(this.alice);
		assertThat(difference.joined()).containsExactly(another);
	}

}
