package io.roomcast.engine.redis;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SequencerTests {

	private static final long LONG = Duration.ofHours(1).toNanos();

	private final TestClient alice = new TestClient("alice", 1);

	private final Sequencer sequencer = new Sequencer();

	private long number;

	@Test
	void loneEntryIsSentAtOnce() {
		Queued entry = this.alice.say("hi");
		this.sequencer.add(entry);

		assertThat(begun().entries()).containsExactly(entry);
	}

	@Test
	void oneCallIsUnderWayAtATime() {
		this.sequencer.add(this.alice.say("one"));
		begin();
		this.sequencer.add(this.alice.say("two"));

		assertThat(begin()).isNull();
	}

	@Test
	void nextCallTakesAllThatWaitsInItsOrder() {
		this.sequencer.add(this.alice.say("one"));
		begin();
		List<QueuedMessage> waiting = List.of(this.alice.say("two"), this.alice.say("three"));
		waiting.forEach(this.sequencer::add);

		this.sequencer.end();

		assertThat(begun().entries()).isEqualTo(waiting);
	}

	@Test
	void nothingIsSentIfNothingWaits() {
		assertThat(begin()).isNull();
		assertThat(this.sequencer.isIdle()).isTrue();
	}

	@Test
	void callUnderWayIsNotIdle() {
		this.sequencer.add(this.alice.say("hi"));
		begin();

		assertThat(this.sequencer.isIdle()).isFalse();
		this.sequencer.end();
		assertThat(this.sequencer.isIdle()).isTrue();
	}

	@Test
	void callHasSoManyEntriesAtMost() {
		addMany(Sequencer.MAX_CALL_ENTRIES + 1, "hi");

		assertThat(begun().entries()).hasSize(Sequencer.MAX_CALL_ENTRIES);
		this.sequencer.end();
		assertThat(begun().entries()).hasSize(1);
	}

	@Test
	void callHasSoManyBytesAtMost() {
		addMany(3, "x".repeat(Sequencer.MAX_CALL_BYTES / 2 - 1000));

		assertThat(begun().entries()).hasSize(2);
	}

	@Test
	void entryThatIsTooLargeForACallGoesAlone() {
		this.sequencer.add(this.alice.say("x".repeat(2 * Sequencer.MAX_CALL_BYTES)));
		this.sequencer.add(this.alice.say("hi"));

		assertThat(begun().entries()).hasSize(1);
		this.sequencer.end();
		assertThat(begun().entries()).hasSize(1);
	}

	@Test
	void callsAreNumbered() {
		for (long number = 1; number <= 3; number++) {
			this.sequencer.add(this.alice.say("hi"));
			assertThat(ScriptCall.text(begun().send(true).arguments().get(1))).isEqualTo(Long.toString(number));
			this.sequencer.end();
		}
	}

	@Test
	void entriesThatAreTakenBackComeFirst() {
		this.sequencer.add(this.alice.say("one"));
		this.sequencer.add(this.alice.say("two"));
		List<Queued> taken = begun().entries();
		QueuedMessage later = this.alice.say("three");
		this.sequencer.add(later);

		this.sequencer.end();
		this.sequencer.addFirst(taken);

		assertThat(begun().entries()).containsExactly(taken.get(0), taken.get(1), later);
	}

	@Test
	void publishersWaitWhileTooMuchWaits() {
		addMany(2000, "hi");
		assertThat(this.sequencer.isFull()).isTrue();
		assertThat(this.sequencer.isEased()).isFalse();

		while (begin() != null) {
			this.sequencer.end();
		}

		assertThat(this.sequencer.isFull()).isFalse();
		assertThat(this.sequencer.isEased()).isTrue();
	}

	@Test
	void publishersWaitWhileTooManyBytesWait() {
		this.sequencer.add(this.alice.say("x".repeat(2 << 20)));

		assertThat(this.sequencer.isFull()).isTrue();
	}

	@Test
	void entryThatHasWaitedTooLongIsGivenUp() {
		QueuedMessage late = this.alice.say("late");
		this.sequencer.add(late);

		assertThat(this.sequencer.expire(System.nanoTime(), LONG)).isEmpty();
		assertThat(this.sequencer.expire(System.nanoTime() + 2 * LONG, LONG)).containsExactly(late);
		assertThat(this.sequencer.isIdle()).isTrue();
	}

	@Test
	void leavingIsNeverGivenUp() {
		this.sequencer.add(new QueuedLeave("alice", 1, new Token("here", 1)));

		assertThat(this.sequencer.expire(System.nanoTime() + 2 * LONG, LONG)).isEmpty();
		assertThat(begin()).isNotNull();
	}

	@Test
	void entriesThatWereGivenUpTakeNoSpace() {
		addMany(2000, "hi");

		this.sequencer.expire(System.nanoTime() + 2 * LONG, LONG);

		assertThat(this.sequencer.isEased()).isTrue();
	}

	@Test
	void roomIsBusyAfterACallWithManyEntries() {
		addMany(Sequencer.BUSY_ENTRIES - 1, "hi");
		begin();
		this.sequencer.end();
		assertThat(this.sequencer.isBusy()).isFalse();

		addMany(Sequencer.BUSY_ENTRIES, "hi");
		begin();
		this.sequencer.end();
		assertThat(this.sequencer.isBusy()).isTrue();
	}

	@Test
	void halfAFullCallIsLarge() {
		addMany(Sequencer.MAX_CALL_ENTRIES / 2 - 1, "hi");
		assertThat(this.sequencer.isLarge()).isFalse();

		addMany(1, "hi");
		assertThat(this.sequencer.isLarge()).isTrue();
	}

	private void addMany(int entries, String text) {
		IntStream.range(0, entries).forEach((i) -> this.sequencer.add(this.alice.say(text)));
	}

	private Call begun() {
		return Objects.requireNonNull(begin());
	}

	private @Nullable Call begin() {
		return this.sequencer.begin(() -> new PublishCall(new RedisKeys("test").room("kitchen"), TestBatches.SETTINGS,
				"here", ++this.number), 0);
	}

}
