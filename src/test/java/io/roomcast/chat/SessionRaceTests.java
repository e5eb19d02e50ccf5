package io.roomcast.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.roomcast.fanout.Disconnect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two threads that meet at one session, again and again: a takeover, the end of the old
 * connection, the end of the grace, another takeover, a repeated say.
 */
class SessionRaceTests {

	private static final String ROOM = "kitchen";

	private static final String SAY = "{\"type\":\"say\",\"text\":\"hi\",\"id\":\"c1\"}";

	private static final long RACE_NANOS = TimeUnit.SECONDS.toNanos(3);

	private static final int MIN_ROUNDS = 1_000;

	private static final int OVER = Integer.MAX_VALUE;

	private static final int SPINS = 400;

	private static final int PATIENCE_SPINS = 1_000;

	private final long seed = new Random().nextLong();

	private final Random random = new Random(this.seed);

	private final TestChat chat = new TestChat();

	@AutoClose("shutdownNow")
	private final ExecutorService thread = Executors.newSingleThreadExecutor();

	private final AtomicInteger round = new AtomicInteger();

	private final AtomicInteger met = new AtomicInteger();

	private volatile Runnable otherAction = () -> {
	};

	private volatile @Nullable RuntimeException thrown;

	@Test
	void oneOfThoseThatMeetWins() throws Exception {
		List<String> faults = new ArrayList<>();
		int rounds = 0;

		Future<?> other = this.thread.submit(this::eachRound);
		for (long start = System.nanoTime(); System.nanoTime() - start < RACE_NANOS;) {
			Trial trial = new Trial();
			this.otherAction = trial.random();
			Runnable own = trial.random();
			this.round.set(++rounds);
			spin(this.random.nextInt(SPINS));
			own.run();
			awaitAtLeast(rounds, this.met);
			trial.check(faults);
		}

		this.round.set(OVER);
		other.get(10, TimeUnit.SECONDS);
		assertThat(faults).as("%d faults in %d rounds, seed %d", faults.size(), rounds, this.seed).isEmpty();
		assertThat(this.thrown).isNull();
		assertThat(rounds).isGreaterThan(MIN_ROUNDS);
	}

	@Test
	void sayThatMeetsItsRepetitionOnANewConnectionIsSaidOnce() throws Exception {
		int doubles = 0;
		int lost = 0;
		int rounds = 0;

		Future<?> other = this.thread.submit(this::eachRound);
		for (long start = System.nanoTime(); System.nanoTime() - start < RACE_NANOS;) {
			Conversation old = this.chat.open(ROOM, "alice", new SentEvents());
			SessionToken token = TestChat.token(old);
			SentEvents outlet = new SentEvents();
			long before = this.chat.engine.traffic().received();
			this.otherAction = () -> old.receive(SAY);
			this.round.set(++rounds);
			spin(this.random.nextInt(SPINS));
			Conversation back = this.chat.comeBack(ROOM, token, outlet);
			back.receive(SAY);
			awaitAtLeast(rounds, this.met);
			long said = this.chat.engine.traffic().received() - before;
			doubles += (said > 1) ? 1 : 0;
			lost += (said < 1) ? 1 : 0;
			end(back, 1000, true);
			this.chat.passes.runAll();
			this.chat.graces.runAll();
		}

		this.round.set(OVER);
		other.get(10, TimeUnit.SECONDS);
		assertThat(doubles).as("says of %d that were said twice", rounds).isZero();
		assertThat(lost).as("says of %d that were not said", rounds).isZero();
		assertThat(this.thrown).isNull();
		assertThat(rounds).isGreaterThan(MIN_ROUNDS);
	}

	private static void end(Conversation conversation, int code, boolean closedByClient) {
		conversation.end(code, closedByClient, () -> {
		});
	}

	private static void spin(int times) {
		for (int i = 0; i < times; i++) {
			Thread.onSpinWait();
		}
	}

	private void eachRound() {
		for (int i = 1; awaitAtLeast(i, this.round) < OVER; i++) {
			try {
				this.otherAction.run();
			}
			catch (RuntimeException ex) {
				this.thrown = ex;
			}
			this.met.set(i);
		}
	}

	private static int awaitAtLeast(int number, AtomicInteger counter) {
		int reached = counter.get();
		for (int spins = 1; reached < number; spins++) {
			if (spins % PATIENCE_SPINS == 0) {
				LockSupport.parkNanos(1);
			}
			Thread.onSpinWait();
			reached = counter.get();
		}
		return reached;
	}

	/**
	 * A client whose connection is about to end, or has ended and the grace, too.
	 */
	private final class Trial {

		private final SentEvents oldOutlet = new SentEvents();

		private final Conversation old = SessionRaceTests.this.chat.open(ROOM, "alice", this.oldOutlet);

		private final SessionToken token = TestChat.token(this.old);

		private final List<Conversation> resumed = new ArrayList<>();

		private final List<SentEvents> outlets = new ArrayList<>();

		private Trial() {
			if (SessionRaceTests.this.random.nextBoolean()) {
				end(this.old, Disconnect.WITHOUT_CLOSE_FRAME.code(), false);
			}
		}

		private Runnable random() {
			return switch (SessionRaceTests.this.random.nextInt(4)) {
				case 0 -> () -> end(this.old, Disconnect.WITHOUT_CLOSE_FRAME.code(), false);
				case 1 -> SessionRaceTests.this.chat.graces::runAll;
				default -> this::takeOver;
			};
		}

		private void takeOver() {
			SentEvents outlet = new SentEvents();
			Conversation back = SessionRaceTests.this.chat.comeBack(ROOM, this.token, outlet);
			synchronized (this) {
				this.resumed.add(back);
				this.outlets.add(outlet);
			}
		}

		private void check(List<String> faults) {
			TestChat chat = SessionRaceTests.this.chat;
			chat.passes.runAll();
			int owners = 0;
			for (int i = 0; i < this.resumed.size(); i++) {
				Conversation back = this.resumed.get(i);
				boolean owner = back.session().isOf(back);
				boolean closed = Disconnect.REPLACED.equals(this.outlets.get(i).closed());
				owners += (owner && back.session() == this.old.session()) ? 1 : 0;
				if (owner == closed) {
					faults.add("owner " + owner + ", closed " + closed);
				}
			}
			owners += this.old.session().isOf(this.old) ? 1 : 0;
			if (owners > 1) {
				faults.add(owners + " owners");
			}
			if (chat.presence.members(ROOM, 10).size() > 1 + this.resumed.size()) {
				faults.add("too many members");
			}
			endAll(chat, faults);
		}

		private void endAll(TestChat chat, List<String> faults) {
			this.resumed.forEach((back) -> end(back, 1000, true));
			end(this.old, 1000, true);
			chat.graces.runAll();
			chat.passes.runAll();
			if (!chat.presence.members(ROOM, 10).isEmpty() || chat.engine.find(ROOM).isPresent()) {
				faults.add("ghost: " + chat.presence.members(ROOM, 10));
			}
			if (chat.sessions.find(this.token) != null || chat.engine.clients() != 0) {
				faults.add("session or client left: " + chat.engine.clients());
			}
		}

	}

}
