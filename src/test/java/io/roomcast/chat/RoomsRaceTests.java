package io.roomcast.chat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.roomcast.engine.Engine;
import io.roomcast.engine.TestEngines;
import io.roomcast.fanout.Limits;
import io.roomcast.fanout.ManualExecutor;
import io.roomcast.harness.Settings;
import io.roomcast.protocol.Body;
import io.roomcast.protocol.Cursor;
import io.roomcast.protocol.Member;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pages of a history that changes while they are read.
 */
@Tag("alone")
class RoomsRaceTests {

	private static final String ROOM = "room";

	private static final int HISTORY = 3;

	private static final long RACE_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final ManualExecutor passes = new ManualExecutor();

	private final Engine engine = TestEngines.manual(this.passes,
			Limits.defaults().withHistory(HISTORY, 100_000, Duration.ofDays(1)));

	private final Rooms rooms = new Rooms(this.engine, Settings.bind(ClientProperties.class), TestParts.noEvents());

	@Test
	void completePageLacksNoMessage() throws InterruptedException {
		say();
		List<Thread> publishers = List.of(publisher(), publisher());
		int pages = 0;
		int holes = 0;

		for (long start = System.nanoTime(); System.nanoTime() - start < RACE_NANOS; pages++) {
			Cursor since = page(null).cursor();
			Page page = page(since);
			holes += isHole(page, since) ? 1 : 0;
		}

		for (Thread publisher : publishers) {
			publisher.interrupt();
			publisher.join();
		}
		assertThat(holes).as("of %d pages, those that claimed to be complete and lacked their first messages", pages)
			.isZero();
	}

	private Page page(@Nullable Cursor since) {
		return this.rooms.messages(ROOM, HistoryRequest.after(since, HISTORY))
			.toCompletableFuture()
			.join()
			.orElseThrow();
	}

	private static boolean isHole(Page page, Cursor since) {
		return page.complete() && !page.messages().isEmpty()
				&& page.messages().get(0).cursor().offset() != since.offset() + 1;
	}

	private Thread publisher() {
		Thread publisher = new Thread(() -> {
			while (!Thread.currentThread().isInterrupted()) {
				say();
				this.passes.runNextIfAny();
			}
		});
		publisher.start();
		return publisher;
	}

	private void say() {
		this.engine.say(ROOM, new ChatContent.Message(ROOM, new Member("server", 0), new Body.Text("x"), null), null);
	}

}
