package io.roomcast.chat;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.roomcast.engine.Engine;
import io.roomcast.fanout.Content;
import io.roomcast.fanout.Position;
import io.roomcast.fanout.Room;
import io.roomcast.fanout.StoredMessage;
import io.roomcast.harness.Settings;
import io.roomcast.protocol.Body;
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
 * Publishing to a room whose deliveries lag. The room is a mock, which keeps publishers
 * waiting until a test lets them go on.
 */
class RoomsTests {

	private final Queue<Runnable> waiting = new ArrayDeque<>();

	private final Room room = mock();

	private final Engine engine = mock();

	private final Rooms rooms = new Rooms(this.engine, new Presence(),
			Settings.bind(ClientProperties.class, "max-message-size=1KB"));

	private boolean caughtUp;

	@BeforeEach
	void prepare() {
		given(this.engine.find("kitchen")).willReturn(Optional.of(this.room));
		given(this.engine.say(any(), any(), any())).willAnswer(RoomsTests::store);
		willAnswer(this::runOrQueue).given(this.room).whenCaughtUp(any());
	}

	@Test
	void messageIsPublishedAtOnceWhileTheRoomKeepsUp() {
		this.caughtUp = true;

		assertThat(say("hi")).isCompletedWithValueMatching(PublishResult.Published.class::isInstance);
	}

	@Test
	void messageIsPublishedAtOnceInANewRoom() {
		given(this.engine.find("kitchen")).willReturn(Optional.empty());

		assertThat(say("hi")).isCompletedWithValueMatching(PublishResult.Published.class::isInstance);
	}

	@Test
	void messageWaitsUntilTheRoomHasCaughtUp() {
		CompletableFuture<PublishResult> result = say("hi");
		assertThat(result).isNotDone();
		verify(this.engine, never()).say(any(), any(), any());

		this.caughtUp = true;
		letAllGoOn();

		assertThat(result).isCompletedWithValueMatching(PublishResult.Published.class::isInstance);
	}

	@Test
	void nextMessageWaitsWhenTheRoomLagsAgain() {
		CompletableFuture<PublishResult> first = say("first");
		CompletableFuture<PublishResult> second = say("second");

		this.caughtUp = true;
		this.waiting.remove().run();
		this.caughtUp = false;
		this.waiting.remove().run();

		assertThat(first).isDone();
		assertThat(second).isNotDone();
		verify(this.engine, times(1)).say(any(), any(), any());
	}

	@Test
	void messageIsNotPublishedWhenTheRoomLagsTooLong() {
		CompletableFuture<PublishResult> result = say("hi");

		assertThat(result).succeedsWithin(10, TimeUnit.SECONDS).isInstanceOf(PublishResult.Busy.class);
		this.caughtUp = true;
		letAllGoOn();
		verify(this.engine, never()).say(any(), any(), any());
	}

	private CompletableFuture<PublishResult> say(String text) {
		return this.rooms.say("kitchen", "server", new Body.Text(text), null).toCompletableFuture();
	}

	private void letAllGoOn() {
		while (!this.waiting.isEmpty()) {
			this.waiting.remove().run();
		}
	}

	private Object runOrQueue(InvocationOnMock call) {
		Runnable action = call.getArgument(0);
		if (this.caughtUp) {
			action.run();
		}
		else {
			this.waiting.add(action);
		}
		return Optional.empty();
	}

	private static StoredMessage store(InvocationOnMock call) {
		Content content = call.getArgument(1);
		return new StoredMessage(content, new Position(1, 1), 0);
	}

}
