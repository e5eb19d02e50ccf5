package io.roomcast.fanout;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A subscriber that is no client.
 */
class ListenerTests {

	private final ManualExecutor pump = new ManualExecutor();

	private final Hub hub = this.pump.newHub(Limits.defaults());

	private final FakeOutlet socket = new FakeOutlet();

	private final Subscriber listener = TestSubscribers.json(-1, this.socket);

	@Test
	void listenerIsNotCounted() {
		List<Integer> counts = new ArrayList<>();

		Room room = listen((joined) -> {
			counts.add(joined.clients());
			return Frames.none();
		});

		assertThat(counts).containsExactly(0);
		assertThat(room.clients()).isZero();
		assertThat(room.hasListeners()).isTrue();
		assertThat(room.isInUse()).isFalse();
		assertThat(this.hub.occupiedRooms()).isZero();
	}

	@Test
	void roomStaysWhileSomebodyListens() {
		Room room = listen((joined) -> Frames.none());

		this.hub.cleanUp();
		this.hub.say("room", TestContent.of("hi"));
		this.pump.runAll();

		assertThat(this.hub.find("room")).containsSame(room);
		assertThat(this.socket.texts()).containsExactly("hi");
	}

	@Test
	void roomGoesWhenNobodyListensAnyMore() {
		Room room = listen((joined) -> Frames.none());
		this.hub.leave(room, this.listener, null, TestLeave.ignored());
		this.hub.leave(room, this.listener, null, TestLeave.ignored());

		this.hub.cleanUp();

		assertThat(room.hasListeners()).isFalse();
		assertThat(this.hub.find("room")).isEmpty();
	}

	@Test
	void listenerHearsTheLastClientLeave() {
		listen((joined) -> Frames.none());
		Subscriber client = TestSubscribers.text(1, new FakeOutlet());
		Room room = TestJoin.silently(this.hub, "room", client);

		this.hub.leave(room, client, TestContent.forOthers("client left"), TestLeave.ignored());
		this.pump.runAll();

		assertThat(this.socket.texts()).containsExactly("client left");
	}

	/**
	 * Messages that no client has sent have the sender 0.
	 */
	@Test
	void listenerIsNobodysSender() {
		Room room = listen((joined) -> Frames.none());

		room.say(TestContent.forOthers("for all"));
		this.pump.runAll();

		assertThat(this.socket.texts()).containsExactly("for all");
	}

	private Room listen(JoinResult.WelcomeEncoder welcome) {
		return this.hub.join("room", this.listener, new Joining(Start.NOW, welcome, null));
	}

}
