package io.roomcast.engine.redis;

import io.roomcast.engine.redis.PublishAnswer.Done;
import io.roomcast.engine.redis.Undone.Answered;
import io.roomcast.engine.redis.Undone.Known;
import io.roomcast.engine.redis.Undone.Place;
import io.roomcast.engine.redis.Undone.Reused;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SayOnceScriptTests extends ScriptFixture {

	private final RoomKeys room = new RedisKeys("test").room("lobby");

	private final TestBatches node = new TestBatches(this.room, "a");

	private final TestBatches otherNode = new TestBatches(this.room, "b");

	@Test
	void repeatedIdIsAnsweredWithTheMessageOfTheFirst() {
		PublishCall batch = this.node.messageWithId("some id:1", "one");
		Done first = done(batch);

		Done second = done(this.otherNode.messageWithId("some id:1", "one"));

		assertThat(second.header().statuses()).isEqualTo("x");
		assertThat(second.undone()).containsExactly(new Known(place(first, batch)));
		assertThat(kept()).isEqualTo(1);
	}

	@Test
	void idOfAnotherMessageIsReused() {
		done(this.node.messageWithId("1", "one"));

		assertThat(done(this.node.messageWithId("1", "two")).undone()).containsExactly(new Reused());
	}

	@Test
	void idRepeatedWithinABatchIsSaidOnce() {
		Done done = done(this.node.batch((batch) -> {
			TestBatches.addWithId(batch, 7, "1", "one");
			TestBatches.addWithId(batch, 7, "1", "one");
			TestBatches.addWithId(batch, 8, "1", "one");
		}));

		assertThat(done.header().statuses()).isEqualTo("MxM");
	}

	@Test
	void last256IdsOfAClientAreKnown() {
		for (int i = 0; i <= 256; i++) {
			done(this.node.messageWithId("id" + i, "one"));
		}

		assertThat(done(this.node.messageWithId("id1", "one")).header().statuses()).isEqualTo("x");
		assertThat(done(this.node.messageWithId("id0", "one")).header().statuses()).isEqualTo("M");
		assertThat(done(this.node.messageWithId("id1", "one")).header().statuses()).isEqualTo("M");
		assertThat(redis.commands().hlen(this.room.receipts(7))).isEqualTo(2 * 256 + 1);
	}

	@Test
	void idsThatLookLikeFieldsOfTheRingAreOnlyIds() {
		for (String id : new String[] { "next", "#0", "inext", "", "1 2" }) {
			assertThat(done(this.node.messageWithId(id, "one")).header().statuses()).as(id).isEqualTo("M");
			assertThat(done(this.node.messageWithId(id, "one")).header().statuses()).as(id).isEqualTo("x");
		}
	}

	@Test
	void repeatedKeyIsAnsweredWithTheMessageOfTheFirst() {
		PublishCall batch = this.node.batch((call) -> call.message("some key", TestBatches.bytes("one\ntwo")));
		Done first = done(batch);

		Done second = done(this.otherNode.batch((call) -> call.message("some key", TestBatches.bytes("other"))));

		assertThat(second.undone()).hasSize(1);
		Answered answered = (Answered) second.undone().get(0);
		assertThat(answered.place()).isEqualTo(place(first, batch));
		assertThat(TestBatches.text(answered.payload())).isEqualTo("one\ntwo");
		assertThat(redis.commands().pttl(this.room.answer("some key"))).isBetween(290_000L, 300_000L);
	}

	@Test
	void answerWithDetailsIsGivenAgain() {
		done(this.node.messageWithId("1", "one"));
		PublishCall batch = this.node.messageWithId("1", "one");
		Done first = done(batch);

		Done second = (Done) redis.run(batch.resend(first.header().epoch()));

		assertThat(second.undone()).isEqualTo(first.undone());
		assertThat(second.isRepeated()).isTrue();
	}

	private static Place place(Done done, PublishCall batch) {
		return new Place(done.header().epoch(), done.header().firstOffset(), batch.nonce(), done.header().at());
	}

	private long kept() {
		return redis.commands().xlen(this.room.messages());
	}

	private static Done done(PublishCall call) {
		return (Done) redis.run(call.send());
	}

}
