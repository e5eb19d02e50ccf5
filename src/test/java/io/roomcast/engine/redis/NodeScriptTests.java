package io.roomcast.engine.redis;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.roomcast.engine.SessionRecord;
import io.roomcast.engine.redis.NodeCalls.ClaimedSession;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NodeScriptTests extends ScriptFixture {

	private static final Duration TTL = Duration.ofSeconds(40);

	private static final SessionRecord SESSION = new SessionRecord(7, "Zoë", "hash_-");

	private final RedisKeys keys = new RedisKeys("test");

	private final NodeCalls node = new NodeCalls(this.keys, "a");

	private final NodeCalls otherNode = new NodeCalls(this.keys, "b");

	@Test
	void nodesSeeEachOthersBeats() {
		redis.run(this.node.beat(new NodeBeat(3, 100, "host one:8080")));

		assertThat(redis.run(this.otherNode.beat(new NodeBeat(1, 0, "two"))))
			.isEqualTo(Map.of("a", new NodeBeat(3, 100, "host one:8080"), "b", new NodeBeat(1, 0, "two")));
	}

	@Test
	void nodeThatHasBeatenMeanwhileIsNotDropped() {
		NodeBeat seen = new NodeBeat(3, 100, "one");
		redis.run(this.node.beat(new NodeBeat(4, 100, "one")));

		assertThat(redis.run(this.otherNode.dropNode("a", seen))).isFalse();
		assertThat(redis.run(this.otherNode.dropNode("a", new NodeBeat(4, 100, "one")))).isTrue();
		assertThat(redis.run(this.otherNode.dropNode("a", seen))).isFalse();
		assertThat(redis.commands().hkeys(this.keys.nodes())).isEmpty();
	}

	@Test
	void counterIsRaisedAndNeverLowered() {
		redis.run(this.node.raiseNumbers(1000));
		redis.run(this.node.raiseNumbers(999));

		assertThat(redis.commands().incr(this.keys.numbers())).isEqualTo(1001);
	}

	@Test
	void claimedSessionIsTheClaimersFromThenOn() {
		register();

		assertThat(redis.run(this.otherNode.claimSession(7, "hash_-", TTL))).contains(new ClaimedSession("a", SESSION));
		assertThat(redis.run(this.node.claimSession(7, "hash_-", TTL))).contains(new ClaimedSession("b", SESSION));
		assertThat(redis.commands().pttl(this.keys.session(7))).isBetween(30_000L, 40_000L);
	}

	@Test
	void sessionIsNotClaimedWithAnotherSecret() {
		register();

		assertThat(redis.run(this.otherNode.claimSession(7, "hash", TTL))).isEmpty();
		assertThat(redis.run(this.otherNode.claimSession(8, "hash_-", TTL))).isEmpty();
		assertThat(redis.run(this.node.forgetSession(7))).isTrue();
	}

	@Test
	void sessionIsForgottenByTheNodeThatHasIt() {
		register();
		redis.run(this.otherNode.claimSession(7, "hash_-", TTL));

		assertThat(redis.run(this.node.forgetSession(7))).isFalse();
		assertThat(redis.run(this.otherNode.forgetSession(7))).isTrue();
		assertThat(redis.run(this.otherNode.forgetSession(7))).isFalse();
	}

	private void register() {
		redis.commands().set(this.keys.session(7), this.node.stored(SESSION));
	}

	@Test
	void roomsThatAreNotedAreListedOnce() {
		redis.run(this.node.noteRooms(TTL, List.of("kitchen", "lobby")));
		redis.run(this.otherNode.noteRooms(TTL, List.of("lobby")));

		assertThat(redis.run(this.node.listRooms(TTL))).containsExactlyInAnyOrder("kitchen", "lobby");
	}

	@Test
	void roomsThatAreNotNotedAgainAreDropped() {
		redis.commands().zadd(this.keys.rooms(), 1, "old");
		redis.run(this.node.noteRooms(TTL, List.of("kitchen")));

		assertThat(redis.run(this.node.listRooms(TTL))).containsExactly("kitchen");
		assertThat(redis.commands().zcard(this.keys.rooms())).isOne();
	}

}
