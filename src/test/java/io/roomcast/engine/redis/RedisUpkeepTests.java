package io.roomcast.engine.redis;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.roomcast.engine.redis.PlayedLink.Waiting;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class RedisUpkeepTests {

	private static final NodeBeat LAST = new NodeBeat(17, 3, "other");

	private final PlayedRoom played = new PlayedRoom();

	private final RedisRooms rooms = new RedisRooms(this.played.context());

	private final RoomCatalog catalog = new RoomCatalog(this.played.context(), this.rooms);

	private final RedisUpkeep upkeep = new RedisUpkeep(this.played.context(), this.rooms, this.catalog,
			new RedisPresence(this.played.context(), this.rooms, this.catalog),
			new RedisDirectory(this.played.context()));

	@Test
	void nodeThatLivesStaysListed() {
		beat().answer().complete(Map.of("other", LAST));

		assertThat(this.played.link().isIdle()).isTrue();
	}

	@Test
	void nodeThatIsDeadIsNoLongerListed() {
		seeBeatFor(15);

		beat().answer().complete(Map.of("other", LAST));

		Waiting<Boolean> dropped = this.played.link().next(Script.DROP_NODE);
		assertThat(dropped.argumentsFrom(0)).containsExactly("other", "17");
	}

	@Test
	void nodeThatIsNoLongerListedIsNotDroppedAgain() {
		seeBeatFor(15);

		beat().answer().complete(Map.of());

		assertThat(this.played.link().isIdle()).isTrue();
	}

	@Test
	void nodeThatEndsIsNoLongerListed() {
		beat().answer().complete(Map.of());

		CompletableFuture<Void> ending = CompletableFuture.runAsync(this.upkeep::close);
		await().until(() -> !this.played.link().isIdle());
		Waiting<Boolean> dropped = this.played.link().next(Script.DROP_NODE);
		dropped.answer().complete(true);

		assertThat(ending).succeedsWithin(10, TimeUnit.SECONDS);
		assertThat(dropped.argumentsFrom(0)).containsExactly(PlayedRoom.HERE, "1");
	}

	@Test
	void roomIsIdleOnceItsClientHasJoined() {
		this.played.open();
		this.played.beginToJoin("alice", 1);

		CompletableFuture<Void> idle = this.played.room().whenIdle();
		assertThat(idle).isNotDone();
		this.played.answer("J");

		assertThat(idle).isCompleted();
		assertThat(this.played.room().whenIdle()).isCompleted();
	}

	/**
	 * Has the other node be seen for so long, until now, always with the same beat.
	 */
	private void seeBeatFor(int seconds) {
		long now = System.nanoTime();
		for (int before = seconds; before > 0; before -= 3) {
			this.played.context().nodes().update(Map.of("other", LAST), now - TimeUnit.SECONDS.toNanos(before));
		}
	}

	/**
	 * Has the node beat, as it does when it is connected.
	 */
	private Waiting<Map<String, NodeBeat>> beat() {
		this.upkeep.onConnected();
		this.played.run();
		this.played.link().next(Script.RAISE);
		return this.played.link().next(Script.BEAT);
	}

}
