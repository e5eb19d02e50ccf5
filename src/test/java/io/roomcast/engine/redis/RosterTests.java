package io.roomcast.engine.redis;

import java.util.Map;

import io.roomcast.engine.Occupant;
import io.roomcast.engine.redis.Roster.Difference;
import io.roomcast.engine.redis.Roster.Holder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RosterTests {

	private final Holder alice = new Holder("alice", 2, new Token("here", 1), null);

	private final Holder bob = new Holder("bob", 1, new Token("there", 1), null);

	private final Roster roster = new Roster();

	@Test
	void clientsAreListedByTheirNumbers() {
		this.roster.put(this.alice);
		this.roster.put(this.bob);

		assertThat(this.roster.occupants(10)).extracting(Occupant::nick).containsExactly("bob", "alice");
	}

	@Test
	void listIsNoLongerThanItsLimit() {
		this.roster.put(this.alice);
		this.roster.put(this.bob);

		assertThat(this.roster.occupants(1)).hasSize(1);
	}

	@Test
	void nickThatAnotherTokenHoldsIsNotRemoved() {
		Holder newer = new Holder("alice", 2, new Token("there", 5), null);
		this.roster.put(newer);

		this.roster.remove(this.alice);

		assertThat(this.roster.find("alice")).isEqualTo(newer);
	}

	@Test
	void clientOfThisNodeIsFoundUnderItsOwnNickOnly() {
		TestClient here = new TestClient("alice", 2);
		TestClient stranger = new TestClient("alice", 3);
		this.roster.put(new Holder("alice", 2, new Token("here", 1), here));

		assertThat(this.roster.find(here)).isNotNull();
		assertThat(this.roster.find(stranger)).isNull();
	}

	@Test
	void sameRosterHasNoDifference() {
		this.roster.put(this.alice);

		Difference difference = this.roster.difference(Map.of("alice", this.alice));

		assertThat(difference.joined()).isEmpty();
		assertThat(difference.left()).isEmpty();
		assertThat(difference.moved()).isEmpty();
	}

	@Test
	void differenceTellsWhoJoinedAndLeft() {
		this.roster.put(this.alice);

		Difference difference = this.roster.difference(Map.of("bob", this.bob));

		assertThat(difference.joined()).containsExactly(this.bob);
		assertThat(difference.left()).containsExactly(this.alice);
		assertThat(difference.moved()).isEmpty();
	}

	@Test
	void clientWithAnotherTokenHasMoved() {
		this.roster.put(this.alice);
		Holder moved = new Holder("alice", 2, new Token("there", 3), null);

		Difference difference = this.roster.difference(Map.of("alice", moved));

		assertThat(difference.moved()).containsExactly(moved);
		assertThat(difference.joined()).isEmpty();
		assertThat(difference.left()).isEmpty();
	}

	@Test
	void anotherClientUnderTheSameNickIsALeaveAndAJoin() {
		this.roster.put(this.alice);
		Holder another = new Holder("alice", 9, new Token("there", 3), null);

		Difference difference = this.roster.difference(Map.of("alice", another));

		assertThat(difference.left()).containsExactly(this.alice);
		assertThat(difference.joined()).containsExactly(another);
	}

}
