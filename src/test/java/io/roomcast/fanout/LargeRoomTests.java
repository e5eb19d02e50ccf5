package io.roomcast.fanout;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A room whose pass takes longer than a turn.
 */
class LargeRoomTests {

	private static final int MEMBERS = 1_100;

	private final ManualExecutor pump = new ManualExecutor();

	private final Hub hub = this.pump.newHub(Limits.defaults().withNoticesUpTo(0));

	private final List<DelayingOutlet> wires = new ArrayList<>();

	private final List<Subscriber> members = new ArrayList<>();

	@Test
	void smallRoomIsServedBetweenTheTurnsOfALargeOne() {
		Room large = large();
		FakeOutlet wire = new FakeOutlet();
		Room small = join("small", TestSubscribers.text(10_000, wire));

		large.say(TestContent.of("to many"));
		small.say(TestContent.of("to one"));
		this.pump.runNext();
		this.pump.runNext();

		assertThat(wire.texts()).containsExactly("to one");
		assertThat(writes()).isLessThan(MEMBERS);
	}

	@Test
	void everySubscriberOfALargeRoomIsServed() {
		Room large = large();

		large.say(TestContent.of("to many"));
		this.pump.runAll();

		assertThat(this.wires).allMatch((wire) -> wire.writes == 1);
		assertThat(this.hub.traffic().delivered()).isEqualTo(MEMBERS);
	}

	@Test
	void joinAndLeaveDoNotDisturbATurnUnderWay() {
		Room large = large();
		List<String> served = new ArrayList<>();
		FakeOutlet wire = new FakeOutlet();

		large.say(TestContent.of("before"));
		this.pump.runNext();
		this.hub.leave(large, this.members.get(MEMBERS - 1), TestContent.none(),
				TestLeave.whenServed(() -> served.add("served after " + this.wires.get(MEMBERS - 1).writes)));
		TestJoin.silently(this.hub, "large", TestSubscribers.text(10_000, wire));
		large.say(TestContent.of("after"));
		this.pump.runAll();

		assertThat(served).containsExactly("served after 1");
		assertThat(wire.texts()).containsExactly("after");
		assertThat(this.wires.subList(0, MEMBERS - 1)).allMatch((each) -> each.writes == 2);
	}

	private Room large() {
		for (int i = 0; i < MEMBERS; i++) {
			this.wires.add(new DelayingOutlet());
			this.members.add(TestSubscribers.text(i + 1, this.wires.get(i)));
			join("large", this.members.get(i));
		}
		return this.hub.find("large").orElseThrow();
	}

	private Room join(String name, Subscriber subscriber) {
		Room room = TestJoin.silently(this.hub, name, subscriber);
		this.pump.runAll();
		return room;
	}

	private int writes() {
		return this.wires.stream().mapToInt((wire) -> wire.writes).sum();
	}

	/**
	 * An outlet that takes 25 microseconds for each write.
	 */
	private static final class DelayingOutlet extends TestOutlet {

		private int writes;

		@Override
		public WriteResult write(ByteBuffer wire, WriteWaiter writer) {
			this.writes++;
			wire.position(wire.limit());
			long until = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(25);
			while (System.nanoTime() - until < 0) {
				Thread.onSpinWait();
			}
			return WriteResult.COMPLETE;
		}

		@Override
		public void finish(ByteBuffer rest) {
			throw new IllegalStateException("everything was taken");
		}

		@Override
		public void close(Disconnect disconnect) {
			throw new IllegalStateException("closed with " + disconnect);
		}

	}

}
