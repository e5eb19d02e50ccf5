package io.roomcast.engine.redis;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NodesTests {

	private static final Duration BEAT = Duration.ofMillis(Nodes.BEAT_MILLIS);

	private final Nodes nodes = new Nodes("self");

	private long now = System.nanoTime();

	@Test
	void nodeThatBeatsLives() {
		for (int i = 0; i < 10; i++) {
			beat(Map.of("other", new NodeBeat(i, 5, "other")));
		}

		assertThat(this.nodes.isDead("other")).isFalse();
		assertThat(this.nodes.living()).isEqualTo(1);
	}

	@Test
	void nodeWhoseBeatStaysTheSameIsDeadAfterAWhile() {
		NodeBeat last = new NodeBeat(1, 5, "other");
		beatTimes(4, Map.of("other", last));
		assertThat(this.nodes.isDead("other")).isFalse();

		beatTimes(1, Map.of("other", last));

		assertThat(this.nodes.isDead("other")).isTrue();
		assertThat(this.nodes.dead()).isEqualTo(Map.of("other", last));
		assertThat(this.nodes.living()).isZero();
	}

	@Test
	void deadNodeThatBeatsAgainLives() {
		beatTimes(5, Map.of("other", new NodeBeat(1, 5, "other")));

		beat(Map.of("other", new NodeBeat(2, 5, "other")));

		assertThat(this.nodes.isDead("other")).isFalse();
	}

	@Test
	void nodeThatIsNoLongerListedIsDeadAfterAWhile() {
		beat(Map.of("other", new NodeBeat(1, 5, "other")));

		beatTimes(4, Map.of());

		assertThat(this.nodes.isDead("other")).isTrue();
	}

	@Test
	void nodeOfWhichNothingIsKnownIsWatchedFromNowOn() {
		beat(Map.of());
		assertThat(this.nodes.isDead("stranger")).isFalse();

		beatTimes(3, Map.of());
		assertThat(this.nodes.isDead("stranger")).isFalse();
		beatTimes(1, Map.of());

		assertThat(this.nodes.isDead("stranger")).isTrue();
		assertThat(this.nodes.dead()).isEmpty();
	}

	@Test
	void nobodyIsDeadForAPauseOfThisNode() {
		NodeBeat last = new NodeBeat(1, 5, "other");
		beat(Map.of("other", last));

		this.now += Duration.ofMinutes(1).toNanos();
		beat(Map.of("other", last));

		assertThat(this.nodes.isDead("other")).isFalse();
		beatTimes(4, Map.of("other", last));
		assertThat(this.nodes.isDead("other")).isTrue();
	}

	@Test
	void thisNodeIsNeverDeadToItself() {
		beatTimes(10, Map.of("self", new NodeBeat(1, 5, "self")));

		assertThat(this.nodes.isDead("self")).isFalse();
		assertThat(this.nodes.living()).isZero();
	}

	@Test
	void clientsOfOtherNodesThatLiveAreCounted() {
		NodeBeat silent = new NodeBeat(1, 100, "silent");
		for (int i = 0; i < 6; i++) {
			beat(Map.of("self", new NodeBeat(i, 1000, "self"), "other", new NodeBeat(i, 5, "other"), "third",
					new NodeBeat(i, 7, "third"), "silent", silent));
		}

		assertThat(this.nodes.otherClients()).isEqualTo(12);
	}

	@Test
	void deadNodeIsForgottenInTheEnd() {
		beat(Map.of("other", new NodeBeat(1, 5, "other")));

		beatTimes(201, Map.of());

		assertThat(this.nodes.dead()).isEmpty();
	}

	private void beatTimes(int times, Map<String, NodeBeat> beats) {
		for (int i = 0; i < times; i++) {
			beat(beats);
		}
	}

	private void beat(Map<String, NodeBeat> beats) {
		this.now += BEAT.toNanos();
		this.nodes.update(beats, this.now);
	}

}
