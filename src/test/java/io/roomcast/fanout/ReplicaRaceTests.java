package io.roomcast.fanout;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.roomcast.harness.Rendezvous;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A log grows, forks and begins anew while clients join, stall, leave and come back: each
 * of them gets every message once and in order, or is told where it goes on, or is
 * closed.
 */
@Tag("alone")
class ReplicaRaceTests {

	private static final long RACE_NANOS = TimeUnit.SECONDS.toNanos(2);

	/** How often each of the three must have happened. */
	private static final int ENOUGH = 10;

	private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(30);

	private static final int STAYING = 8;

	private static final int HISTORY = 12;

	private static final Limits SMALL = Limits.defaults()
		.withLog(6, 100_000)
		.withWriteBytes(300)
		.withHistory(HISTORY, 100_000, Duration.ofMinutes(1));

	private final ExecutorService pump = Executors.newSingleThreadExecutor();

	private final ExecutorService sockets = Executors.newSingleThreadExecutor();

	private final Hub hub = new Hub(this.pump, SMALL, Clock.systemUTC(), this.pump);

	private final long seed = new Random().nextLong();

	private final Random random = new Random(this.seed);

	private final GrowingLog log = new GrowingLog(new Random(this.seed + 1));

	private final List<Reader> readers = new ArrayList<>();

	private int joins;

	private int recoveries;

	private int gaps;

	private int closes;

	@AfterEach
	void stop() {
		this.sockets.shutdownNow();
		this.pump.shutdownNow();
	}

	@Test
	void everyMessageComesOnceAndInOrderOrIsMissedKnowingly() {
		try (Rendezvous rendezvous = new Rendezvous(this.random).other(this.log::grow)) {
			long start = System.nanoTime();
			while (System.nanoTime() - start < (happenedOften() ? RACE_NANOS : MAX_NANOS)) {
				rendezvous.meet(this::comeOrGo);
			}
		}
		this.log.append();

		for (Reader reader : this.readers) {
			reader.outlet.takeAll();
			await().pollInterval(Duration.ofMillis(5)).until(() -> reader.isClosed() || reader.isAtTheEnd());
			reader.check();
		}
		assertThat(happenedOften())
			.as("seed %d: of %d readers %d recovered, %d heard of gaps, %d were closed", this.seed, this.joins,
					this.recoveries, this.gaps, this.closes)
			.isTrue();
		assertThat(this.hub.failures().count()).as("seed %d", this.seed).isZero();
	}

	private boolean happenedOften() {
		return Math.min(this.recoveries, Math.min(this.gaps, this.closes)) >= ENOUGH;
	}

	private void comeOrGo() {
		if (this.readers.size() < STAYING) {
			this.readers.add(new Reader(++this.joins, Start.NOW));
			return;
		}
		if (this.random.nextBoolean()) {
			this.readers.get(this.random.nextInt(STAYING)).outlet.readOn();
			return;
		}
		Reader gone = this.readers.remove(this.random.nextInt(STAYING));
		gone.leave();
		Position position = gone.check();
		this.readers.add(new Reader(++this.joins,
				this.random.nextInt(4) > 0 ? new Start.After(position) : new Start.Last(this.random.nextInt(HISTORY))));
	}

	private static String text(Position position) {
		return position.epoch() + " " + position.offset() + " " + position.nonce();
	}

	private static Position position(String text) {
		String[] parts = text.split(" ", 3);
		return new Position(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
	}

	/**
	 * The log, as the server that orders it has it. Each message says its own position
	 * and the one that it follows.
	 */
	private final class GrowingLog {

		private final Random random;

		private final Deque<Placed> history = new ArrayDeque<>();

		private Position end = new Position(1, 0, Position.NO_NONCE);

		private long nonce = 1;

		private final Room room = ReplicaRaceTests.this.hub.open("room", List.of(), this.end);

		private GrowingLog(Random random) {
			this.random = random;
		}

		private void grow() {
			if (this.random.nextInt(12) == 0) {
				breakOff();
			}
			append();
		}

		private void append() {
			List<Placed> batch = new ArrayList<>();
			for (int count = this.random.nextInt(5) + 1; count > 0; count--) {
				Position next = new Position(this.end.epoch(), this.end.offset() + 1, this.nonce);
				batch.add(new Placed(TestContent.of("message " + text(this.end) + " " + text(next)), 0, next,
						System.currentTimeMillis()));
				this.end = next;
			}
			this.history.addAll(batch);
			this.room.accept(batch);
		}

		private void breakOff() {
			this.nonce++;
			int lost = this.random.nextInt(HISTORY);
			while (lost-- > 0 && this.history.size() > 1) {
				this.history.removeLast();
			}
			while (this.history.size() > HISTORY) {
				this.history.removeFirst();
			}
			Placed last = this.history.peekLast();
			if (last == null || this.random.nextInt(4) == 0) {
				this.history.clear();
				this.end = new Position(this.end.epoch() + 1, 0, Position.NO_NONCE);
			}
			else {
				this.end = last.position();
			}
			this.room.breakOff(List.copyOf(this.history), this.end,
					TestContent.forOthers("gap x x x " + text(this.end)));
		}

	}

	/**
	 * A client whose socket takes random parts.
	 */
	private final class Reader {

		private final FickleOutlet outlet;

		private final Subscriber subscriber;

		private final Start start;

		private Reader(int number, Start start) {
			this.start = start;
			this.outlet = new FickleOutlet(new Random(ReplicaRaceTests.this.seed + number));
			this.subscriber = new Subscriber(number, this.outlet, Format.VALUES.get(number % 2),
					(room, after, position) -> Frames.text("gap " + text(after) + " " + text(position)));
			ReplicaRaceTests.this.hub.join(ReplicaRaceTests.this.log.room, this.subscriber, new Joining(start,
					(joined) -> Frames.text("welcome " + joined.recovered() + " x x " + text(joined.position())),
					TestContent.none()), 1);
		}

		private void leave() {
			ReplicaRaceTests.this.hub.leave(ReplicaRaceTests.this.log.room, this.subscriber, null, TestLeave.ignored());
			this.outlet.close(Disconnect.REMOVED);
		}

		private boolean isClosed() {
			return this.outlet.closedWith() != null;
		}

		private boolean isAtTheEnd() {
			List<String> heard = this.outlet.texts();
			return !heard.isEmpty() && heard.get(heard.size() - 1).endsWith(text(ReplicaRaceTests.this.log.end));
		}

		/**
		 * Checks all that it got.
		 * @return where it can go on
		 */
		private Position check() {
			Position reached = new Position(0, 0, Position.NO_NONCE);
			for (String heard : this.outlet.texts()) {
				String[] words = heard.split(" ", 5);
				Position next = position(words[4]);
				String follows = words[1] + " " + words[2] + " " + words[3];
				switch (words[0]) {
					case "message" -> assertFollows(reached, position(follows), heard);
					case "gap" -> noteGap(reached, follows, heard);
					default -> noteWelcome(next, words[1]);
				}
				reached = next;
			}
			Disconnect closed = this.outlet.closedWith();
			if (closed != null && closed.code() != Disconnect.REMOVED.code()) {
				assertThat(closed).as("seed %d", ReplicaRaceTests.this.seed).isEqualTo(Disconnect.LOG_REPLACED);
				ReplicaRaceTests.this.closes++;
			}
			return reached;
		}

		private void assertFollows(Position reached, Position follows, String heard) {
			boolean known = reached.nonce() != Position.NO_NONCE;
			assertThat(known ? follows : new Position(follows.epoch(), follows.offset(), Position.NO_NONCE))
				.as("seed %d: %s in %s", ReplicaRaceTests.this.seed, heard, this.outlet.texts())
				.isEqualTo(reached);
		}

		private void noteGap(Position reached, String after, String heard) {
			if (!after.startsWith("x")) {
				assertThat(after).as("seed %d: %s in %s", ReplicaRaceTests.this.seed, heard, this.outlet.texts())
					.isEqualTo(text(reached));
				ReplicaRaceTests.this.gaps++;
			}
		}

		private void noteWelcome(Position position, String recovered) {
			if (Boolean.parseBoolean(recovered)) {
				assertThat(this.start).as("seed %d", ReplicaRaceTests.this.seed).isEqualTo(new Start.After(position));
				ReplicaRaceTests.this.recoveries++;
			}
		}

	}

	/**
	 * An outlet that now and then takes only a part of a write, and the rest soon or
	 * late.
	 */
	private final class FickleOutlet extends TestOutlet {

		private final FakeOutlet wire = new FakeOutlet();

		private final Random random;

		private @Nullable Disconnect closed;

		private boolean takesAll;

		private FickleOutlet(Random random) {
			this.random = random;
		}

		@Override
		public synchronized WriteResult write(ByteBuffer bytes, WriteWaiter writer) {
			if (!this.takesAll && this.random.nextInt(4) == 0) {
				this.wire.takeOnly(this.random.nextInt(bytes.remaining() + 1));
			}
			return this.wire.write(bytes, writer);
		}

		@Override
		public synchronized void finish(ByteBuffer rest) {
			this.wire.finish(rest);
			if (this.takesAll || this.random.nextInt(2) == 0) {
				ReplicaRaceTests.this.sockets.execute(this::readOn);
			}
		}

		private void takeAll() {
			synchronized (this) {
				this.takesAll = true;
			}
			readOn();
		}

		private void readOn() {
			takeRest().run();
		}

		private synchronized Runnable takeRest() {
			return this.wire.takeRest();
		}

		@Override
		public synchronized void close(Disconnect disconnect) {
			if (this.closed == null) {
				this.closed = disconnect;
				this.wire.close(disconnect);
			}
		}

		private synchronized @Nullable Disconnect closedWith() {
			return this.closed;
		}

		private synchronized List<String> texts() {
			return this.wire.texts();
		}

	}

}
