package io.roomcast.engine.redis;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.roomcast.engine.redis.PublishAnswer.Done;
import io.roomcast.engine.redis.RoomPresence.Holder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReadScriptTests extends ScriptFixture {

	private final RoomKeys room = new RedisKeys("test").room("lobby");

	private final RoomCalls calls = new RoomCalls(this.room);

	private final TestBatches node = new TestBatches(this.room, "a");

	@Test
	void roomThatIsNotThereHasNoEpoch() {
		RoomRead read = redis.run(this.calls.read(1, 10, null));

		assertThat(read.top().exists()).isFalse();
		assertThat(read.messages()).isEmpty();
		assertThat(read.presence()).isEqualTo(new RoomPresence(Map.of(), Map.of()));
	}

	@Test
	void topIsThatOfTheLastBatch() {
		BatchHeader joined = done(this.node.join("bob", 1, "a:1")).header();
		PublishCall messages = this.node.messages("one", "two");
		BatchHeader header = done(messages).header();

		RoomTop top = redis.run(this.calls.read(1, 0, null)).top();

		assertThat(top).usingRecursiveComparison()
			.ignoringFields("at")
			.isEqualTo(new RoomTop(header.epoch(), 2, messages.nonce(), 2, messages.nonce(), joined.presence(), 1, 0));
		assertThat(top.at()).isBetween(header.at(), header.at() + 10_000);
	}

	@Test
	void messagesAreReadFromAnOffset() {
		BatchHeader header = done(this.node.messages("one", "two", "three", "four")).header();

		List<KeptMessage> messages = redis.run(this.calls.read(2, 2, null)).messages();

		assertThat(messages).extracting(KeptMessage::offset).containsExactly(2L, 3L);
		assertThat(messages).extracting(KeptMessage::at).containsOnly(header.at());
		assertThat(redis.run(this.calls.read(5, 2, null)).messages()).isEmpty();
	}

	@Test
	void presenceIsReadOnlyIfItIsNotKnown() {
		done(this.node.join("bob", 1, "a:1"));
		RoomRead first = redis.run(this.calls.read(1, 0, null));

		RoomRead second = redis.run(this.calls.read(1, 0, first.top()));
		done(this.node.join("ann", 2, "a:2"));
		RoomRead third = redis.run(this.calls.read(1, 0, first.top()));

		assertThat(second.presence()).isNull();
		assertThat(Optional.ofNullable(third.presence()).orElseThrow().holders())
			.isEqualTo(Map.of("bob", new Holder(1, "a:1"), "ann", new Holder(2, "a:2")));
	}

	@Test
	void presenceOfAnotherEpochIsRead() {
		done(this.node.join("bob", 1, "a:1"));
		RoomTop lost = redis.run(this.calls.read(1, 0, null)).top();
		redis.commands().flushall();
		done(this.node.join("ann", 2, "a:2"));

		assertThat(redis.run(this.calls.read(1, 0, lost)).presence()).isNotNull();
	}

	@Test
	void touchedRoomStaysWithoutItsHistory() {
		done(this.node.join("bob", 1, "a:1"));
		BatchHeader header = done(this.node.messages("one")).header();

		RoomTop top = redis.run(this.calls.touch(Duration.ofHours(2)));

		assertThat(top.batch()).isEqualTo(header.batch());
		assertThat(redis.commands().pttl(this.room.log())).isGreaterThan(7_000_000);
		assertThat(redis.commands().pttl(this.room.clients())).isGreaterThan(7_000_000);
		assertThat(redis.commands().pttl(this.room.messages())).isLessThan(700_000);
	}

	private static Done done(PublishCall call) {
		return (Done) redis.run(call.send());
	}

}
