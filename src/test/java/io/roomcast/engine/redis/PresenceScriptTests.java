package io.roomcast.engine.redis;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import io.roomcast.engine.redis.PublishAnswer.Done;
import io.roomcast.engine.redis.RoomPresence.Holder;
import io.roomcast.engine.redis.Undone.Held;
import io.roomcast.engine.redis.Undone.Nothing;
import io.roomcast.engine.redis.Undone.Taken;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PresenceScriptTests extends ScriptFixture {

	private final RoomKeys room = new RedisKeys("test").room("lobby");

	private final TestBatches node = new TestBatches(this.room, "a");

	@Test
	void clientsThatJoinAndLeaveAreCounted() {
		BatchHeader first = done(this.node.join("ann", 1, "a:1")).header();
		BatchHeader second = done(this.node.join("Zoë", 2, "a:2")).header();
		BatchHeader third = done(this.node.leave("ann", "a:1")).header();

		assertThat(first.statuses() + second.statuses() + third.statuses()).isEqualTo("JJL");
		assertThat(first.clients()).isEqualTo(1);
		assertThat(second.clients()).isEqualTo(2);
		assertThat(third.clients()).isEqualTo(1);
		assertThat(third.presence()).isEqualTo(third.nonce());
		assertThat(presence().holders()).isEqualTo(Map.of("Zoë", new Holder(2, "a:2")));
	}

	@Test
	void nickOfAnotherClientIsTaken() {
		done(this.node.join("bob", 1, "a:1"));

		Done done = done(this.node.join("bob", 2, "b:2"));

		assertThat(done.undone()).containsExactly(new Taken("a:1"));
		assertThat(done.header().clients()).isEqualTo(1);
	}

	@Test
	void clientThatIsInTheRoomMovesUnderItsNick() {
		done(this.node.join("bob", 1, "a:1"));

		Done done = done(this.node.join("bob", 1, "b:2"));

		assertThat(done.header().statuses()).isEqualTo("K");
		assertThat(done.header().clients()).isEqualTo(1);
		assertThat(done.header().presence()).isEqualTo(done.header().nonce());
		assertThat(presence().holders()).isEqualTo(Map.of("bob", new Holder(1, "b:2")));
	}

	@Test
	void clientThatIsInTheRoomKeepsItsNick() {
		done(this.node.join("bob", 1, "a:1"));

		assertThat(done(this.node.join("ann", 1, "b:2")).undone()).containsExactly(new Held("bob"));
	}

	@Test
	void clientThatHasMovedDoesNotLeaveWithItsOldToken() {
		done(this.node.join("bob", 1, "a:1"));
		done(this.node.join("bob", 1, "b:2"));

		assertThat(done(this.node.leave("bob", "a:1")).undone()).containsExactly(new Nothing());
		assertThat(done(this.node.leave("bob", "b:2")).header().clients()).isZero();
	}

	@Test
	void reservedNickIsForTheTokenItIsReservedWith() {
		assertThat(statuses((batch) -> batch.reserve("bob", "a:1"))).isEqualTo("R");

		assertThat(done(this.node.join("bob", 2, "b:2")).undone()).containsExactly(new Taken("a:1"));
		assertThat(done(this.node.batch((batch) -> batch.reserve("bob", "b:3"))).undone())
			.containsExactly(new Taken("a:1"));
		assertThat(presence().reservations()).isEqualTo(Map.of("bob", "a:1"));
		assertThat(done(this.node.join("bob", 1, "a:1")).header().statuses()).isEqualTo("J");
		assertThat(presence()).isEqualTo(new RoomPresence(Map.of("bob", new Holder(1, "a:1")), Map.of()));
	}

	@Test
	void joinedNickCannotBeReserved() {
		done(this.node.join("bob", 1, "a:1"));

		assertThat(done(this.node.batch((batch) -> batch.reserve("bob", "b:2"))).undone())
			.containsExactly(new Taken("a:1"));
		assertThat(statuses((batch) -> batch.reserve("bob", "a:1"))).isEqualTo("R");
		assertThat(presence().reservations()).isEmpty();
	}

	@Test
	void reservationIsReleasedByItsTokenOnly() {
		statuses((batch) -> batch.reserve("bob", "a:1"));

		assertThat(statuses((batch) -> batch.release("bob", "b:2"))).isEqualTo("x");
		assertThat(statuses((batch) -> batch.release("bob", "a:1"))).isEqualTo("U");
		assertThat(statuses((batch) -> batch.release("bob", "a:1"))).isEqualTo("x");
		assertThat(done(this.node.join("bob", 2, "b:2")).header().statuses()).isEqualTo("J");
	}

	@Test
	void nickThatWasLeftIsFreeWithinTheSameBatch() {
		done(this.node.join("bob", 1, "a:1"));

		assertThat(statuses((batch) -> {
			batch.leave("bob", "a:1", TestBatches.bytes("bob left"));
			batch.join("bob", 2, "a:2", TestBatches.bytes("bob joined"));
			batch.message(TestBatches.bytes("hi"));
		})).isEqualTo("LJM");
	}

	private RoomPresence presence() {
		RoomRead read = redis.run(new RoomCalls(this.room).read(1, 0, null));
		return Optional.ofNullable(read.presence()).orElseThrow();
	}

	private String statuses(Consumer<PublishCall> entries) {
		return done(this.node.batch(entries)).header().statuses();
	}

	private static Done done(PublishCall call) {
		return (Done) redis.run(call.send());
	}

}
