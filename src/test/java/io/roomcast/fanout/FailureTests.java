package io.roomcast.fanout;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A failure of one publisher, subscriber or content does not stop the room.
 */
class FailureTests {

	private static final Limits SMALL = Limits.defaults().withLag(2, 1_000).withWriteBytes(16);

	private final ManualExecutor pump = new ManualExecutor();

	private final Hub hub = this.pump.newHub(SMALL);

	private final FakeOutlet wire = new FakeOutlet();

	private final Subscriber alice = TestSubscribers.text(1, this.wire);

	private final Room room = join(this.alice);

	@Test
	void contentThatCannotBeRenderedIsSkippedAndCountedOnce() {
		join(TestSubscribers.json(2, new DiscardingOutlet()));

		this.room.say(new Unrenderable());
		this.room.say(TestContent.of("after"));
		this.pump.runAll();

		assertThat(this.wire.texts()).containsExactly("welcome", "after");
		assertThat(this.hub.failures().count()).isOne();
	}

	@Test
	void failureOfAWaitingPublisherDoesNotStopTheRoom() {
		for (int i = 0; i < 9; i++) {
			this.room.publish(this.alice, TestContent.of("m" + i));
		}
		boolean held = this.room.defer(() -> {
			throw new IllegalStateException("thrown by a test");
		});
		this.pump.runAll();

		this.room.publish(this.alice, TestContent.of("after"));
		this.pump.runAll();

		assertThat(held).isTrue();
		assertThat(this.wire.texts()).endsWith(">after");
		assertThat(this.hub.failures().count()).isOne();
	}

	@Test
	void errorInServingOneSubscriberDoesNotAffectTheNext() {
		Outlet broken = new TestOutlet() {

			@Override
			public WriteResult write(ByteBuffer bytes, WriteWaiter writer) {
				throw new StackOverflowError("thrown by a test");
			}

			@Override
			public void finish(ByteBuffer rest) {
				throw new StackOverflowError("thrown by a test");
			}

			@Override
			public void close(Disconnect disconnect) {
				throw new StackOverflowError("thrown by a test");
			}
		};
		TestJoin.welcomed(this.hub, "other", TestSubscribers.text(2, broken));
		FakeOutlet next = new FakeOutlet();
		TestJoin.welcomed(this.hub, "other", TestSubscribers.text(3, next));
		this.pump.runAll();

		assertThat(next.texts()).containsExactly("welcome");
	}

	@Test
	void failureOfTheWelcomeUndoesTheJoin() {
		Subscriber bob = TestSubscribers.text(2, new DiscardingOutlet());

		assertThatIllegalStateException()
			.isThrownBy(() -> this.hub.join("room", bob, new Joining(Start.NOW, (result) -> {
				throw new IllegalStateException("thrown by a test");
			}, TestContent.forOthers("bob joined"))));
		this.pump.runAll();

		assertThat(this.room.clients()).isOne();
		assertThat(this.hub.occupiedRooms()).isOne();
		assertThat(this.wire.texts()).containsExactly("welcome");
	}

	private Room join(Subscriber subscriber) {
		Room joined = TestJoin.welcomed(this.hub, "room", subscriber);
		this.pump.runAll();
		return joined;
	}

	/**
	 * A content that cannot be rendered.
	 */
	private static final class Unrenderable implements Content {

		@Override
		public int size() {
			return 1;
		}

		@Override
		public byte[] forOthers(Format format, Position position, long at) {
			throw new IllegalStateException("thrown by a test");
		}

		@Override
		public byte[] forSender(Format format, Position position, long at) {
			throw new IllegalStateException("thrown by a test");
		}

	}

}
