package io.roomcast.engine.redis;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import io.roomcast.engine.redis.PublishAnswer.Cancelled;
import io.roomcast.engine.redis.PublishAnswer.Done;
import io.roomcast.engine.redis.PublishAnswer.EpochLost;
import io.roomcast.engine.redis.PublishAnswer.Outdated;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class PublishScriptTests extends ScriptFixture {

	private final RoomKeys room = new RedisKeys("test").room("lobby");

	private final RoomCalls calls = new RoomCalls(this.room);

	private final TestBatches node = new TestBatches(this.room, "a");

	private final TestBatches otherNode = new TestBatches(this.room, "b");

	@Test
	void messagesGetOffsetsThatFollowEachOther() {
		BatchHeader first = done(this.node.messages("one", "two")).header();
		BatchHeader second = done(this.otherNode.messages("three")).header();

		assertThat(first.firstOffset()).isEqualTo(1);
		assertThat(first.lastOffset()).isEqualTo(2);
		assertThat(second.firstOffset()).isEqualTo(3);
		assertThat(kept()).extracting((message) -> TestBatches.text(message.payload()))
			.containsExactly("one", "two", "three");
	}

	@Test
	void eachBatchNamesTheOneBefore() {
		PublishCall one = this.node.messages("one");
		PublishCall join = this.node.join("bob", 1, "a:1");
		PublishCall two = this.otherNode.messages("two");

		BatchHeader first = done(one).header();
		BatchHeader second = done(join).header();
		BatchHeader third = done(two).header();

		assertThat(List.of(first, second, third))
			.extracting(BatchHeader::batch, BatchHeader::nonce, BatchHeader::previousNonce,
					BatchHeader::messageNonceBefore)
			.containsExactly(tuple(1L, one.nonce(), 0L, 0L), tuple(2L, join.nonce(), one.nonce(), one.nonce()),
					tuple(3L, two.nonce(), join.nonce(), one.nonce()));
		assertThat(third.firstOffset()).isEqualTo(2);
	}

	@Test
	void whatIsPublishedIsWhatIsAnswered() throws InterruptedException {
		BlockingQueue<Batch> published = redis.batches(this.room);

		BatchHeader answered = done(this.node.batch((batch) -> {
			batch.reserve("bob", "a:2");
			batch.message(TestBatches.bytes("one"));
			batch.leave("nobody", "a:3", TestBatches.bytes("not told"));
			batch.join("ann", 3, "a:4", TestBatches.bytes(""));
		})).header();
		Batch batch = published.poll(10, TimeUnit.SECONDS);

		assertThat(batch).isNotNull();
		assertThat(batch.header()).isEqualTo(answered);
		assertThat(batch.entries())
			.extracting(Batch.Published::index, Batch.Published::status, (entry) -> TestBatches.text(entry.payload()))
			.containsExactly(tuple(1, EntryStatus.PLACED, "one"), tuple(3, EntryStatus.JOINED, ""));
	}

	@Test
	void whatNobodyIsToldOfIsNotPublished() {
		done(this.node.messages("one"));

		Done done = done(this.node.batch((batch) -> batch.reserve("bob", "a:1")));

		assertThat(done.isPublished()).isFalse();
		assertThat(done.header().batch()).isEqualTo(1);
		assertThat(done(this.node.messages("two")).header().batch()).isEqualTo(2);
	}

	@Test
	void bytesOfAPayloadSurvive() throws InterruptedException {
		byte[] payload = new byte[100_000];
		new Random(1).nextBytes(payload);
		BlockingQueue<Batch> published = redis.batches(this.room);

		done(this.node.batch((batch) -> batch.message(payload)));

		Batch batch = published.poll(10, TimeUnit.SECONDS);
		assertThat(batch).isNotNull();
		assertThat(batch.entries().get(0).payload()).isEqualTo(payload);
		assertThat(kept().get(0).payload()).isEqualTo(payload);
	}

	@Test
	void allBitsOfANonceSurvive() {
		PublishCall batch = this.node.messages("one");

		BatchHeader header = done(batch).header();

		assertThat(header.nonce()).isEqualTo(batch.nonce());
		assertThat(kept().get(0).nonce()).isEqualTo(batch.nonce());
		assertThat(read().top().messageNonce()).isEqualTo(batch.nonce());
	}

	@Test
	void batchSentAgainIsAnsweredAgainAndNotCarriedOut() {
		PublishCall batch = this.node.messages("one");
		Done first = done(batch);

		Done second = (Done) redis.run(batch.resend(first.header().epoch()));

		assertThat(first.isRepeated()).isFalse();
		assertThat(second.isRepeated()).isTrue();
		assertThat(second.header()).isEqualTo(first.header());
		assertThat(kept()).hasSize(1);
	}

	@Test
	void batchWhoseFirstSendingWasLostIsCarriedOutWhenSentAgain() {
		long epoch = done(this.node.messages("one")).header().epoch();

		Done done = (Done) redis.run(this.node.messages("two").resend(epoch));

		assertThat(done.isRepeated()).isFalse();
		assertThat(kept()).hasSize(2);
	}

	@Test
	void settledBatchThatWasCarriedOutIsAnsweredAgain() {
		PublishCall batch = this.node.messages("one");
		done(batch);

		assertThat(((Done) redis.run(batch.settle())).isRepeated()).isTrue();
	}

	@Test
	void settledBatchIsNotCarriedOutWhenItComesLate() {
		PublishCall batch = this.node.messages("one");

		assertThat(redis.run(batch.settle())).isEqualTo(new Cancelled());
		assertThat(redis.run(batch.send())).isEqualTo(new Cancelled());
		assertThat(kept()).isEmpty();
	}

	@Test
	void roomWithNothingButASettledBatchExpires() {
		redis.run(this.node.messages("one").settle());

		assertThat(redis.commands().pttl(this.room.log())).isPositive();
		assertThat(read().top().exists()).isFalse();
		assertThat(done(this.node.messages("two")).header().firstOffset()).isEqualTo(1);
	}

	@Test
	void batchBeforeTheLastOneIsNotCarriedOut() {
		PublishCall late = this.node.messages("late");
		done(this.node.messages("one"));

		assertThat(redis.run(late.send())).isEqualTo(new Outdated());
		assertThat(redis.run(late.settle())).isEqualTo(new Outdated());
		assertThat(kept()).hasSize(1);
	}

	@Test
	void batchSentAgainIsNotCarriedOutInAnotherEpoch() {
		PublishCall batch = this.node.messages("one");
		long lost = done(batch).header().epoch();
		redis.commands().flushall();
		done(this.otherNode.messages("two"));

		assertThat(redis.run(batch.resend(lost))).isEqualTo(new EpochLost());
		assertThat(redis.run(batch.send())).isEqualTo(new EpochLost());
		assertThat(kept()).extracting((message) -> TestBatches.text(message.payload())).containsExactly("two");
	}

	@Test
	void batchSentAgainIsNotCarriedOutWithoutAnEpoch() {
		PublishCall batch = this.node.messages("one");
		long lost = done(batch).header().epoch();
		redis.commands().flushall();

		assertThat(redis.run(batch.resend(lost))).isEqualTo(new EpochLost());
		assertThat(read().top().exists()).isFalse();
	}

	@Test
	void batchOfAnUnknownEpochIsCarriedOutWhenSentAgain() {
		assertThat(redis.run(this.node.messages("one").resend(null))).isInstanceOf(Done.class);
	}

	@Test
	void roomWhoseLogIsLostBeginsAnewInAllElse() {
		long lost = done(this.node.join("bob", 7, "a:1")).header().epoch();
		done(this.node.messages("one", "two"));
		redis.commands().del(this.room.log());

		BatchHeader header = done(this.otherNode.messages("three")).header();

		assertThat(header.epoch()).isNotEqualTo(lost);
		assertThat(header.firstOffset()).isEqualTo(1);
		assertThat(header.clients()).isZero();
		assertThat(Optional.ofNullable(read().presence()).orElseThrow().holders()).isEmpty();
	}

	@Test
	void streamHoldsNoMoreThanTheLimitOfMessages() {
		TestBatches bounded = new TestBatches(this.room, "c", TestBatches.settings(3, 1 << 20));

		done(bounded.messages("one", "two"));
		done(bounded.messages("three", "four", "five"));

		assertThat(kept()).extracting(KeptMessage::offset).containsExactly(3L, 4L, 5L);
	}

	@Test
	void streamHoldsNoMoreThanTheLimitOfBytes() {
		TestBatches bounded = new TestBatches(this.room, "c", TestBatches.settings(1000, 10_000));
		byte[] payload = new byte[1936];

		for (int i = 0; i < 40; i++) {
			done(bounded.batch((batch) -> batch.message(payload)));
		}

		assertThat(kept()).extracting(KeptMessage::offset).containsExactly(36L, 37L, 38L, 39L, 40L);
	}

	@Test
	void limitOfBytesHoldsWithinALargeBatch() {
		TestBatches bounded = new TestBatches(this.room, "c", TestBatches.settings(50, 10_000));
		byte[] payload = new byte[1936];

		done(bounded.messages("small", "small"));
		done(bounded.batch((batch) -> {
			for (int i = 0; i < 100; i++) {
				batch.message(payload);
			}
		}));

		assertThat(kept()).extracting(KeptMessage::offset).containsExactly(98L, 99L, 100L, 101L, 102L);
	}

	@Test
	void messageOverTheLimitOfBytesIsNotKept() {
		TestBatches bounded = new TestBatches(this.room, "c", TestBatches.settings(1000, 100));

		done(bounded.batch((batch) -> batch.message(new byte[200])));
		assertThat(kept()).isEmpty();
		done(bounded.messages("small"));

		assertThat(kept()).extracting(KeptMessage::offset).containsExactly(2L);
	}

	@Test
	void keysOfARoomExpire() {
		done(this.node.join("bob", 7, "a:1"));
		done(this.node.messageWithId("1", "one"));

		assertThat(redis.commands().pttl(this.room.log())).isBetween(590_000L, 600_000L);
		assertThat(redis.commands().pttl(this.room.clients())).isBetween(590_000L, 600_000L);
		assertThat(redis.commands().pttl(this.room.messages())).isBetween(590_000L, 600_000L);
		assertThat(redis.commands().pttl(this.room.receipts(7))).isBetween(50_000L, 60_000L);
		assertThat(redis.commands().keys("*")).hasSize(4);
	}

	@Test
	void offsetsGoOnWhenTheHistoryHasExpired() {
		done(this.node.messages("one", "two"));
		redis.commands().del(this.room.messages());

		done(this.node.messages("three"));

		assertThat(kept()).extracting(KeptMessage::offset).containsExactly(3L);
	}

	@Test
	void answersOfNodesThatAreGoneAreForgotten() {
		done(this.node.messages("one"));
		redis.commands().hset(this.room.log(), "n:gone", "5 1000 V");
		redis.commands().hset(this.room.log(), "batch", "999");

		done(this.node.messages("two"));

		assertThat(redis.commands().hkeys(this.room.log())).contains("n:a").doesNotContain("n:gone");
	}

	private RoomRead read() {
		return redis.run(this.calls.read(1, 1000, null));
	}

	private List<KeptMessage> kept() {
		return read().messages();
	}

	private static Done done(PublishCall call) {
		return (Done) redis.run(call.send());
	}

}
