package io.roomcast.fanout;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * How many rooms a hub makes.
 */
class RoomCountTests {

	private final ManualExecutor pump = new ManualExecutor();

	private final Hub hub = this.pump.newHub(Limits.defaults().withRooms(1).withHistory(0, 0, Duration.ZERO));

	private final Subscriber alice = TestSubscribers.text(1, new DiscardingOutlet());

	private final Subscriber bob = TestSubscribers.text(2, new DiscardingOutlet());

	@Test
	void noFurtherRoomIsMade() {
		TestJoin.silently(this.hub, "one", this.alice);

		assertThat(tryJoin("two")).isNull();
		assertThat(this.hub.say("two", TestContent.of("hi"))).isNull();

		assertThat(this.hub.isFull()).isTrue();
		assertThat(this.hub.rooms()).hasSize(1);
		assertThat(tryJoin("one")).isNotNull();
	}

	@Test
	void roomThatIsGoneMakesWayForAnother() {
		Room one = TestJoin.silently(this.hub, "one", this.alice);

		this.hub.leave(one, this.alice, TestContent.none(), TestLeave.ignored());

		assertThat(tryJoin("two")).isNotNull();
	}

	@Test
	void roomWhoseHistoryIsGoneMakesWayForAnother() {
		this.hub.say("one", TestContent.of("hi"));
		assertThat(this.hub.isFull()).isTrue();

		this.hub.cleanUp();

		assertThat(tryJoin("two")).isNotNull();
	}

	@Test
	void roomThatCouldNotBeJoinedIsNotCounted() {
		assertThatIllegalStateException()
			.isThrownBy(() -> this.hub.tryJoin("one", this.alice, new Joining(Start.NOW, (joined) -> {
				throw new IllegalStateException("thrown by a test");
			}, TestContent.none())));

		assertThat(tryJoin("two")).isNotNull();
	}

	private @Nullable Room tryJoin(String room) {
		return this.hub.tryJoin(room, this.bob, new Joining(Start.NOW, (joined) -> Frames.none(), TestContent.none()));
	}

}
