package io.roomcast.chat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

import io.roomcast.engine.Engine;
import io.roomcast.engine.EngineDecorator;
import io.roomcast.engine.EngineUnavailableException;
import io.roomcast.engine.Unavailable;
import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Joining;
import io.roomcast.fanout.Limits;
import io.roomcast.fanout.Room;
import io.roomcast.fanout.Start;
import io.roomcast.fanout.Subscriber;
import io.roomcast.fanout.TestOutlet;
import io.roomcast.fanout.WriteWaiter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listeners of an engine that answers late, or that the room cannot be had now.
 */
class ListeningTests {

	private final CompletableFuture<Room> answer = new CompletableFuture<>();

	private final TestChat chat = new TestChat(Limits.defaults(), Late::new);

	private final Stream stream = new Stream();

	private final Listening listening = this.chat.chat.listen(this.stream, 1, null);

	private @Nullable Room room;

	@Test
	void listenerIsToldThatTheRoomCannotBeHad() {
		this.listening.start("kitchen", Start.NOW);

		this.answer.completeExceptionally(
				new EngineUnavailableException(new Unavailable("Redis is away", Duration.ofMillis(1500))));

		assertThat(this.stream.text()).startsWith("retry: ").endsWith("""
				data: {"type":"error","code":"unavailable","message":"Redis is away","retryAfterMillis":1500}

				""");
		assertThat(this.stream.closed).isEqualTo(Disconnect.unavailable("Redis is away"));
	}

	@Test
	void listenerThatIsGoneWhenTheRoomAnswersLeavesItAgain() {
		AtomicBoolean served = new AtomicBoolean();
		this.listening.start("kitchen", Start.NOW);
		this.listening.end(1006, false, () -> served.set(true));
		Room joined = joined();
		assertThat(joined.hasListeners()).isTrue();

		this.answer.complete(joined);
		this.chat.passes.runAll();

		assertThat(joined.hasListeners()).isFalse();
		assertThat(served).isTrue();
	}

	@Test
	void listenersAreCountedUntilTheyEnd() {
		assertThat(this.chat.engine.traffic().listeners()).isEqualTo(1);

		this.listening.end(1006, false, () -> {
		});
		this.listening.end(1006, false, () -> {
		});

		assertThat(this.chat.engine.traffic().listeners()).isZero();
		assertThat(this.chat.engine.traffic().listened()).isEqualTo(1);
		assertThat(this.chat.engine.traffic().clients()).isZero();
	}

	private Room joined() {
		Room joined = this.room;
		return Objects.requireNonNull(joined);
	}

	/**
	 * An engine that answers a listener when the test does.
	 */
	private final class Late extends EngineDecorator {

		Late(Engine engine) {
			super(engine);
		}

		@Override
		public CompletionStage<Room> listen(String name, Subscriber listener, Joining joining) {
			ListeningTests.this.room = super.listen(name, listener, joining).toCompletableFuture().join();
			return ListeningTests.this.answer;
		}

	}

	/**
	 * A stream whose reader takes everything.
	 */
	private static final class Stream extends TestOutlet {

		private final StringBuilder taken = new StringBuilder();

		private @Nullable Disconnect closed;

		@Override
		public WriteResult write(ByteBuffer wire, WriteWaiter writer) {
			this.taken.append(StandardCharsets.UTF_8.decode(wire));
			return WriteResult.COMPLETE;
		}

		@Override
		public void send(byte[] frames) {
			this.taken.append(new String(frames, StandardCharsets.UTF_8));
		}

		@Override
		public void finish(ByteBuffer rest) {
			throw new IllegalStateException("everything was taken");
		}

		@Override
		public void close(Disconnect disconnect) {
			this.closed = disconnect;
		}

		private String text() {
			return this.taken.toString();
		}

	}

}
