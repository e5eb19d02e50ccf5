package io.roomcast.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.roomcast.engine.LateEngine;
import io.roomcast.engine.TestDirectory;
import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Limits;
import io.roomcast.harness.Rendezvous;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two threads that meet at one session, again and again: a takeover, the end of the old
 * connection, the end of the grace, another takeover, a repeated say; with an engine that
 * answers late also a join, a removal, and the takeover by another node. The answers come
 * on a third thread.
 */
@Tag("alone")
@ParameterizedClass(name = "late answers: {0}")
@ValueSource(booleans = { false, true })
class SessionRaceTests {

	private static final String ROOM = "kitchen";

	private static final String DEN = "den";

	private static final String JOIN = "{\"type\":\"join\",\"room\":\"den\"}";

	private static final String SAY = "{\"type\":\"say\",\"text\":\"hi\",\"id\":\"c1\"}";

	private static final long RACE_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

	private static final int MIN_ROUNDS = 1_000;

	private static final int KINDS = 4;

	private static final int LATE_KINDS = 7;

	/** More calls and answers than any of those needs, one after the other. */
	private static final int MOST_STEPS = 5;

	private final long seed = new Random().nextLong();

	private final Random random = new Random(this.seed);

	private final boolean late;

	private final TestDirectory directory = new TestDirectory();

	@AutoClose("shutdownNow")
	private final ExecutorService calls = Executors.newSingleThreadExecutor();

	@AutoClose("shutdownNow")
	private final ExecutorService answers = Executors.newSingleThreadExecutor();

	private final TestChat chat;

	private final long start = System.nanoTime();

	@AutoClose
	private final Rendezvous threads = new Rendezvous(this.random);

	SessionRaceTests(boolean late) {
		this.late = late;
		this.chat = new TestChat(Limits.defaults(),
				(engine) -> late ? new LateEngine(engine, this.directory, this.calls, this.answers) : engine);
	}

	@Test
	void oneOfThoseThatMeetWins() {
		List<String> faults = new ArrayList<>();

		while (isGoingOn()) {
			Trial trial = new Trial();
			this.threads.other(trial.random()).meet(trial.random());
			settle();
			trial.check(faults);
		}

		int rounds = this.threads.rounds();
		assertThat(faults).as("%d faults in %d rounds, seed %d", faults.size(), rounds, this.seed).isEmpty();
	}

	@Test
	void sayThatMeetsItsRepetitionOnANewConnectionIsSaidOnce() {
		int doubles = 0;
		int lost = 0;

		while (isGoingOn()) {
			Conversation old = this.chat.open(ROOM, "alice", new SentEvents());
			settle();
			SessionToken token = TestChat.token(old);
			SentEvents outlet = new SentEvents();
			long before = this.chat.engine.traffic().received();
			Conversation[] back = new Conversation[1];
			this.threads.other(() -> old.receive(SAY)).meet(() -> {
				back[0] = this.chat.comeBack(ROOM, token, outlet);
				settle();
				back[0].receive(SAY);
			});
			settle();
			long said = this.chat.engine.traffic().received() - before;
			doubles += (said > 1) ? 1 : 0;
			lost += (said < 1) ? 1 : 0;
			end(back[0], 1000, true);
			settle();
			this.chat.passes.runAll();
			this.chat.graces.runAll();
		}

		int rounds = this.threads.rounds();
		assertThat(doubles).as("says of %d that were said twice", rounds).isZero();
		assertThat(lost).as("says of %d that were not said", rounds).isZero();
	}

	private boolean isGoingOn() {
		return this.threads.rounds() <= MIN_ROUNDS || System.nanoTime() - this.start < RACE_NANOS;
	}

	/**
	 * Waits until the engine has answered everything.
	 */
	private void settle() {
		for (int i = 0; i < (this.late ? MOST_STEPS : 0); i++) {
			CompletableFuture.runAsync(SessionRaceTests::nothing, this.calls).join();
			CompletableFuture.runAsync(SessionRaceTests::nothing, this.answers).join();
		}
	}

	private static void nothing() {
	}

	private static void end(Conversation conversation, int code, boolean closedByClient) {
		conversation.end(code, closedByClient, () -> {
		});
	}

	/**
	 * A client whose connection is about to end, or has ended and the grace, too.
	 */
	private final class Trial {

		private final SentEvents oldOutlet = new SentEvents();

		private final Conversation old = SessionRaceTests.this.chat.open(ROOM, "alice", this.oldOutlet);

		private final SessionToken token;

		private final List<Conversation> resumed = new ArrayList<>();

		private final List<SentEvents> outlets = new ArrayList<>();

		private Trial() {
			settle();
			this.token = TestChat.token(this.old);
			if (SessionRaceTests.this.random.nextBoolean()) {
				end(this.old, Disconnect.WITHOUT_CLOSE_FRAME.code(), false);
			}
		}

		private Runnable random() {
			int kinds = SessionRaceTests.this.late ? LATE_KINDS : KINDS;
			return switch (SessionRaceTests.this.random.nextInt(kinds)) {
				case 0 -> () -> end(this.old, Disconnect.WITHOUT_CLOSE_FRAME.code(), false);
				case 1 -> SessionRaceTests.this.chat.graces::runAll;
				case 2, 3 -> this::takeOver;
				case 4 -> () -> this.old.receive(JOIN);
				case 5 -> () -> SessionRaceTests.this.chat.remove(ROOM, "alice");
				default -> () -> SessionRaceTests.this.directory.loseToOther(this.old.client());
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
				boolean closed = this.outlets.get(i).closed() != null;
				owners += (owner && back.session() == this.old.session()) ? 1 : 0;
				if (owner == closed) {
					faults.add("owner " + owner + ", closed " + closed);
				}
			}
			owners += this.old.session().isOf(this.old) ? 1 : 0;
			if (owners > 1) {
				faults.add(owners + " owners");
			}
			if (chat.members(ROOM).size() > 1 + this.resumed.size()) {
				faults.add("too many members");
			}
			if (chat.members(DEN).size() > 1) {
				faults.add("too many members of the other room");
			}
			endAll(chat, faults);
		}

		private void endAll(TestChat chat, List<String> faults) {
			this.resumed.forEach((back) -> end(back, 1000, true));
			end(this.old, 1000, true);
			settle();
			chat.graces.runAll();
			chat.passes.runAll();
			if (!chat.members(ROOM).isEmpty() || chat.find(ROOM).isPresent()) {
				faults.add("ghost: " + chat.members(ROOM));
			}
			if (!chat.members(DEN).isEmpty() || chat.find(DEN).isPresent()) {
				faults.add("ghost in the other room: " + chat.members(DEN));
			}
			if (chat.sessions.find(this.token, null) != null || chat.engine.clients() != 0) {
				faults.add("session or client left: " + chat.engine.clients());
			}
		}

	}

}
