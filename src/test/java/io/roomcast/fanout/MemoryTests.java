package io.roomcast.fanout;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The memory that is counted is at least what is held, and not much more.
 */
class MemoryTests {

	private final ManualExecutor pump = new ManualExecutor();

	private final Hub hub = this.pump.newHub(Limits.defaults().withHistory(1_000, 1 << 20, Duration.ofMinutes(10)));

	private final Subscriber bob = TestSubscribers.json(1, new DiscardingOutlet());

	private final Room room = join(this.bob);

	@ParameterizedTest
	@CsvSource({ "97, 1, 1", "20013, 2, 1", "1, 1, 6" })
	void logCountsEveryByteOfContentAndRenderings(int character, int bytesPerUnit, int expansion) {
		join(TestSubscribers.text(2, new DiscardingOutlet()));
		join(TestSubscribers.json(3, new DiscardingOutlet()));
		stall(4, 0);
		AtomicLong held = new AtomicLong();

		for (int i = 0; i < 50; i++) {
			this.room.publish(this.bob,
					new Measured(Character.toString(character).repeat(2_000), bytesPerUnit, expansion, held));
			this.pump.runAll();
		}

		assertThat(this.hub.logBytes()).isBetween(held.get(), held.get() / 10 * 11);
	}

	@Test
	void historyAloneCountsNoRenderings() {
		AtomicLong rendered = new AtomicLong();

		this.room.publish(this.bob, new Measured("x".repeat(2_000), 1, 1, rendered));
		this.pump.runAll();

		assertThat(this.hub.logBytes()).isBetween(2_000L, 2_500L);
	}

	@Test
	void stalledClientsShareTheirPendingBytes() {
		List<Stalled> stalled = new ArrayList<>();
		for (int i = 0; i < 2_000; i++) {
			stalled.add(stall(i + 2, 1));
		}

		this.room.publish(this.bob, TestContent.of("x".repeat(16_000)));
		this.pump.runAll();

		assertThat(stalled.stream().map((outlet) -> System.identityHashCode(outlet.rest.array())).distinct())
			.hasSize(1);
		assertThat(this.hub.clientBudget().used()).isZero();
	}

	@Test
	void sharedPendingBytesAreChargedOnceWhenTheirEntryIsDropped() {
		Subscriber alice = TestSubscribers.json(2, new Stalled(1));
		Subscriber carl = TestSubscribers.json(3, new Stalled(1));
		join(alice);
		join(carl);
		this.room.publish(this.bob, TestContent.of("x".repeat(16_000)));
		this.pump.runAll();
		assertThat(alice.heldBytes()).isZero();

		while (this.room.shortenLive()) {
			assertThat(this.room.liveBytes()).isNotNegative();
		}

		assertThat(this.hub.clientBudget().used()).isBetween(16_000L, 16_100L);
		assertThat(alice.heldBytes()).isBetween(8_000L, 8_100L);
		assertThat(carl.heldBytes()).isEqualTo(alice.heldBytes());
	}

	@Test
	void largeEntryNeedsNoDirectBufferOfItsSize() {
		BufferPoolMXBean direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
			.stream()
			.filter((pool) -> pool.getName().equals("direct"))
			.findFirst()
			.orElseThrow();
		long before = direct.getMemoryUsed();

		this.room.publish(this.bob, TestContent.of("x".repeat(4_000_000)));
		this.pump.runAll();

		assertThat(direct.getMemoryUsed() - before).isLessThan(1_000_000);
	}

	@Test
	void outboxOfAStalledClientIsCountedUntilWritten() {
		FakeOutlet wire = new FakeOutlet();
		Subscriber alice = TestSubscribers.json(2, wire);
		join(alice);
		wire.takeOnly(0);

		TestSubscribers.sendTo(this.room, alice, Frames.text("y".repeat(1_000)));
		TestSubscribers.sendTo(this.room, alice, Frames.text("z".repeat(1_000)));
		this.pump.runAll();
		assertThat(this.hub.clientBudget().used()).isEqualTo(alice.heldBytes()).isBetween(2_000L, 2_200L);

		wire.readOn();
		this.pump.runAll();
		assertThat(this.hub.clientBudget().used()).isZero();
		assertThat(alice.heldBytes()).isZero();
	}

	@Test
	void leavingClientReleasesAllItsMemory() {
		Stalled wire = new Stalled(1);
		Subscriber alice = TestSubscribers.json(2, wire);
		join(alice);
		this.room.publish(this.bob, TestContent.of("x".repeat(16_000)));
		TestSubscribers.sendTo(this.room, alice, Frames.text("y".repeat(1_000)));
		this.pump.runAll();

		wire.close(Disconnect.WITHOUT_CLOSE_FRAME);
		this.hub.leave(this.room, alice, TestContent.none(), TestLeave.ignored());
		this.pump.runAll();

		assertThat(this.hub.clientBudget().used()).isZero();
		assertThat(this.room.liveBytes()).isZero();
	}

	private Stalled stall(long id, int takenBytes) {
		Stalled outlet = new Stalled(takenBytes);
		join(TestSubscribers.json(id, outlet));
		return outlet;
	}

	private Room join(Subscriber subscriber) {
		Room joined = TestJoin.silently(this.hub, "room", subscriber);
		this.pump.runAll();
		return joined;
	}

	/**
	 * A text that counts the bytes of itself and of its renderings, which may be longer
	 * than it, as those of JSON are.
	 */
	private record Measured(String text, int bytesPerUnit, int expansion, AtomicLong held) implements Content {

		private Measured {
			held.addAndGet((long) text.length() * bytesPerUnit);
		}

		@Override
		public int size() {
			return this.text.length() * this.bytesPerUnit;
		}

		@Override
		public byte[] forOthers(Format format, Position position, long at) {
			byte[] rendered = new byte[this.text.getBytes(StandardCharsets.UTF_8).length * this.expansion];
			this.held.addAndGet(rendered.length);
			return rendered;
		}

		@Override
		public byte[] forSender(Format format, Position position, long at) {
			return forOthers(format, position, at);
		}

	}

	/**
	 * An outlet whose socket takes a few bytes of the first write, and no more.
	 */
	private static final class Stalled extends TestOutlet {

		private final int takenBytes;

		private ByteBuffer rest = ByteBuffer.allocate(0);

		private boolean closed;

		private Runnable whenWritable = () -> {
		};

		private Stalled(int takenBytes) {
			this.takenBytes = takenBytes;
		}

		@Override
		public WriteResult write(ByteBuffer wire, WriteWaiter writer) {
			if (this.closed) {
				return WriteResult.CLOSED;
			}
			this.whenWritable = writer::wake;
			wire.position(this.takenBytes);
			return WriteResult.PARTIAL;
		}

		@Override
		public void finish(ByteBuffer rest) {
			this.rest = rest;
		}

		@Override
		public void close(Disconnect disconnect) {
			this.closed = true;
			this.whenWritable.run();
		}

	}

}
