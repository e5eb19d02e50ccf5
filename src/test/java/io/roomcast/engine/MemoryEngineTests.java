package io.roomcast.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.roomcast.fanout.Content;
import io.roomcast.fanout.DiscardingOutlet;
import io.roomcast.fanout.Format;
import io.roomcast.fanout.Frames;
import io.roomcast.fanout.Joining;
import io.roomcast.fanout.Limits;
import io.roomcast.fanout.ManualExecutor;
import io.roomcast.fanout.Position;
import io.roomcast.fanout.Start;
import io.roomcast.fanout.Subscriber;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class MemoryEngineTests {

	private final ManualExecutor passes = new ManualExecutor();

	private final Engine engine = TestEngines.manual(this.passes, Limits.defaults().withLag(1, 1 << 20));

	@Test
	void messageIsSaidAtOnceWhileTheRoomKeepsUp() {
		assertThat(say(null)).isCompletedWithValueMatching(SayResult.Published.class::isInstance);
	}

	@Test
	void messageWaitsUntilTheRoomHasCaughtUp() {
		lag();

		CompletableFuture<SayResult> waiting = say(null);
		assertThat(waiting).isNotDone();
		this.passes.runAll();

		assertThat(waiting).isCompletedWithValueMatching(SayResult.Published.class::isInstance);
	}

	@Test
	void messageWaitsAgainWhenThoseBeforeItLetTheRoomLag() {
		lag();

		List<CompletableFuture<SayResult>> others = List.of(say(null), say(null));
		CompletableFuture<SayResult> third = say(null);
		this.passes.runNextIfAny();
		assertThat(others).allMatch(CompletableFuture::isDone);
		assertThat(third).isNotDone();
		this.passes.runAll();

		assertThat(third).isDone();
	}

	@Test
	void messageIsNotSaidWhenTheRoomLagsTooLong() {
		lag();

		CompletableFuture<SayResult> waiting = say(null);

		assertThat(waiting).succeedsWithin(10, TimeUnit.SECONDS).isInstanceOf(Unavailable.class);
		this.passes.runAll();
		assertThat(this.engine.traffic().received()).isEqualTo(2);
	}

	@Test
	void sameKeyGetsTheFirstAnswer() {
		SayResult first = say("key").join();

		assertThat(say("key").join()).isEqualTo(first);
		assertThat(this.engine.traffic().received()).isOne();
	}

	@Test
	void sealedEngineSaysNothing() {
		this.engine.seal();

		assertThat(say(null)).isCompletedWithValueMatching(Unavailable.class::isInstance);
	}

	@Test
	void nickIsFreeAgainAfterAFailedJoin() {
		LocalOccupant alice = mock();
		given(alice.nick()).willReturn("alice");
		Subscriber subscriber = new Subscriber(1, new DiscardingOutlet(), Format.TEXT, null);
		Joining failing = new Joining(Start.NOW, (result) -> {
			throw new IllegalStateException("thrown by a test");
		}, new Hi());

		assertThatIllegalStateException()
			.isThrownBy(() -> this.engine.join(new Entrance("kitchen", alice, subscriber, null), failing, mock()));

		assertThat(this.engine.presence().reserve("kitchen", "alice"))
			.isCompletedWithValueMatching(Optional::isPresent);
	}

	private void lag() {
		assertThat(List.of(say(null), say(null))).allMatch(CompletableFuture::isDone);
	}

	private CompletableFuture<SayResult> say(@Nullable String key) {
		return this.engine.say("kitchen", new Hi(), key).toCompletableFuture();
	}

	private record Hi() implements Content {

		@Override
		public int size() {
			return 1;
		}

		@Override
		public byte[] forOthers(Format format, Position position, long at) {
			return Frames.text("hi");
		}

		@Override
		public byte[] forSender(Format format, Position position, long at) {
			return forOthers(format, position, at);
		}

	}

}
