package io.roomcast.engine.redis;

import java.util.List;
import java.util.Objects;
import java.util.Random;

import io.roomcast.engine.redis.EngineSimulation.Faults;
import io.roomcast.engine.redis.SimulatedStay.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A join that is carried out late, when the client is on another node by then, or again.
 */
class MovedClientTests {

	private final SimulatedRedis redis = new SimulatedRedis();

	private final SimulationLog log = new SimulationLog();

	private final SimulatedNode first = new SimulatedNode("first", this.redis, 100);

	private final SimulatedNode second = new SimulatedNode("second", this.redis, 100);

	private final SimulatedClient alice = client(1);

	private final SimulatedClient bob = client(2);

	@BeforeEach
	void bobIsOnBothNodesInTurns() {
		this.bob.come("one", this.second);
		settle();
		this.bob.move(this.first);
		settle();
	}

	@Test
	void clientStaysWhereItIsWhenAJoinThatItHasGivenUpIsCarriedOut() {
		comeInVain(this.first);
		this.alice.come("one", this.second);
		settle(this.second);
		this.first.link.carryOutLate();
		EngineSimulation.heal(List.of(this.first, this.second));

		assertThatAliceIsOn(this.second);
		assertThat(this.log.moved).hasValue(1);
	}

	@Test
	void clientThatHasGivenUpAJoinIsOutWhenItIsCarriedOut() {
		comeInVain(this.first);
		this.first.link.carryOutLate();
		EngineSimulation.heal(List.of(this.first, this.second));

		assertThat(this.redis.copy(SimulatedNode.keys("one")).joined).isOne();
		assertThat(this.log.faults()).isEmpty();
	}

	@Test
	void clientThatComesBackBeforeItHasJoinedElsewhereStays() {
		this.alice.come("one", this.first);
		settle();
		SimulatedStay stay = Objects.requireNonNull(this.alice.current());

		this.alice.move(this.second);
		this.second.link.carryOut();
		this.second.link.answer();
		this.alice.moveBack(stay);
		settle(this.first);
		EngineSimulation.heal(List.of(this.first, this.second));

		assertThat(stay.state()).isEqualTo(State.CONNECTED);
		assertThatAliceIsOn(this.first);
	}

	/**
	 * Has the client told that it has not joined, though Redis has yet to decide that.
	 */
	private void comeInVain(SimulatedNode node) {
		this.alice.come("one", node);
		node.link.carryOut();
		node.link.answer();
		assertThat(this.alice.stays()).extracting(SimulatedStay::state).containsExactly(State.COMING);
		node.link.disconnect(true);
		settle(node);
		node.tick(5);
		settle(node);
		assertThat(this.log.refused).hasValue(1);
	}

	private void assertThatAliceIsOn(SimulatedNode node) {
		SimulatedStay current = Objects.requireNonNull(this.alice.current());
		assertThat(current.node()).isSameAs(node);
		assertThat(this.redis.copy(SimulatedNode.keys("one")).clients.get("n:own1")).startsWith("1 " + node.id);
		assertThat(Objects.requireNonNull(node.rooms.find("one")).presence().find(current)).isNotNull();
		this.bob.say();
		settle();
		assertThat(Objects.requireNonNull(current.socket()).check().messages()).isOne();
		assertThat(this.log.faults()).isEmpty();
	}

	private SimulatedClient client(long number) {
		return new SimulatedClient(this.redis, this.log, List.of(this.first, this.second), number, new Random(number),
				Faults.CONNECTIONS);
	}

	private static void settle(SimulatedNode node) {
		while (node.settle()) {
			// Until nothing follows.
		}
	}

	private void settle() {
		boolean more = true;
		while (more) {
			more = this.first.settle();
			more |= this.second.settle();
		}
	}

}
