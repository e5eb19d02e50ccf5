package io.roomcast.chat;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.roomcast.engine.Engine;
import io.roomcast.fanout.Content;
import io.roomcast.fanout.StoredMessage;
import io.roomcast.fanout.Position;
import io.roomcast.fanout.Room;
import io.roomcast.harness.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.invocation.InvocationOnMock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

/**
 * Saying something to a room whose deliveries lag. The room here keeps what waits until
 * the test lets it go on.
 */
class RoomsTests {

	private final Queue<Runnable> waiting = new ArrayDeque<>();

	private final Room room = mock();

	private final Engine engine = mock();

	private final Rooms rooms = new Rooms(this.engine, new Presence(),
			Settings.bind(ClientProperties.class, "max-message-size=1KB"));

	private boolean open;

	@BeforeEach
	void prepare() {
		given(this.engine.find("kitchen")).willReturn(Optional.of(this.room));
		given(this.engine.say(any(), any(), any())).willAnswer(RoomsTests::keep);
		willAnswer(this::wait).given(this.room).whenCaughtUp(any());
	}

	@Test
	void messageIsPublishedAtOnceWhileTheRoomKeepsUp() {
		this.open = true;

		assertThat(say("hi")).isCompletedWithValueMatching(PublishResult.Published.class::isInstance);
	}

	@Test
	void messageIsPublishedAtOnceInANewRoom() {
		given(this.engine.find("kitchen")).willReturn(Optional.empty());

		assertThat(say("hi")).isCompletedWithValueMatching(PublishResult.Published.class::isInstance);
	}

	@Test
	void messageWaitsUntilTheRoomHasCaughtUp() {
		CompletableFuture<PublishResult> saying = say("hi");
		assertThat(saying).isNotDone();
		verify(this.engine, never()).say(any(), any(), any());

		this.open = true;
		letOn();

		assertThat(saying).isCompletedWithValueMatching(PublishResult.Published.class::isInstance);
	}

	@Test
	void nextMessageWaitsWhenTheRoomLagsAgain() {
		CompletableFuture<PublishResult> first = say("first");
		CompletableFuture<PublishResult> second = say("second");

		this.open = true;
		this.waiting.remove().run();
		this.open = false;
		this.waiting.remove().run();

		assertThat(first).isDone();
		assertThat(second).isNotDone();
		verify(this.engine, times(1)).say(any(), any(), any());
	}

	@Test
	void messageIsNotPublishedWhenTheRoomLagsTooLong() {
		CompletableFuture<PublishResult> saying = say("hi");

		assertThat(saying).succeedsWithin(10, TimeUnit.SECONDS).isInstanceOf(PublishResult.Busy.class);
		this.open = true;
		letOn();
		verify(this.engine, never()).say(any(), any(), any());
	}

	private CompletableFuture<PublishResult> say(String text) {
		return this.rooms.say("kitchen", "server", text, null).toCompletableFuture();
	}

	private void letOn() {
		while (!this.waiting.isEmpty()) {
			this.waiting.remove().run();
		}
	}

	private Object wait(InvocationOnMock call) {
		Runnable action = call.getArgument(0);
		if (this.open) {
			action.run();
		}
		else {
			this.waiting.add(action);
		}
		return Optional.empty();
	}

	private static StoredMessage keep(InvocationOnMock call) {
		Content content = call.getArgument(1);
		return new StoredMessage(content, new Position(1, 1), 0);
	}

}
