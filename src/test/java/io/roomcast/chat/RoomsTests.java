package io.roomcast.chat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.roomcast.engine.Engine;
import io.roomcast.engine.EngineUnavailableException;
import io.roomcast.engine.SayResult;
import io.roomcast.engine.Unavailable;
import io.roomcast.harness.Settings;
import io.roomcast.protocol.Body;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

/**
 * Rooms of an engine that answers later, or cannot do its work.
 */
class RoomsTests {

	private static final Unavailable AWAY = new Unavailable("Redis is away", Duration.ofSeconds(1));

	private final Engine engine = mock();

	private final Rooms rooms = new Rooms(this.engine, Settings.bind(ClientProperties.class, "max-message-size=1KB"),
			TestParts.noEvents());

	@Test
	void messageIsPublishedWhenTheEngineSaysSo() {
		CompletableFuture<SayResult> answer = new CompletableFuture<>();
		given(this.engine.say(any(), any(), any())).willReturn(answer);

		CompletableFuture<PublishResult> result = say("hi");
		assertThat(result).isNotDone();
		answer.complete(AWAY);

		assertThat(result).isCompletedWithValue(new PublishResult.Busy("Redis is away", Duration.ofSeconds(1)));
	}

	@Test
	void messageThatBreaksARuleDoesNotReachTheEngine() {
		assertThat(say("x".repeat(1025))).isCompletedWithValueMatching(PublishResult.Refused.class::isInstance);

		verify(this.engine, never()).say(any(), any(), any());
	}

	@Test
	void roomsAreUnavailableIfTheEngineIs() {
		given(this.engine.occupied())
			.willReturn(CompletableFuture.failedFuture(new CompletionException(new EngineUnavailableException(AWAY))));

		assertThatThrownBy(() -> this.rooms.occupied().toCompletableFuture().join()).rootCause()
			.isInstanceOf(RoomsUnavailableException.class)
			.hasMessage("Redis is away");
	}

	private CompletableFuture<PublishResult> say(String text) {
		return this.rooms.say("kitchen", "server", new Body.Text(text), null).toCompletableFuture();
	}

}
