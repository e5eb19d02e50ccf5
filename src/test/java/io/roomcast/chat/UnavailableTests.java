package io.roomcast.chat;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.roomcast.engine.Engine;
import io.roomcast.engine.EngineDecorator;
import io.roomcast.engine.EngineUnavailableException;
import io.roomcast.engine.Entrance;
import io.roomcast.engine.Joined;
import io.roomcast.engine.Outcome;
import io.roomcast.engine.SayId;
import io.roomcast.engine.SessionDirectory;
import io.roomcast.engine.TestDirectory;
import io.roomcast.engine.Unavailable;
import io.roomcast.fanout.Content;
import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Joining;
import io.roomcast.fanout.Limits;
import io.roomcast.fanout.Position;
import io.roomcast.fanout.Room;
import io.roomcast.fanout.Subscriber;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.BDDMockito.willReturn;
import static org.mockito.Mockito.mock;

/**
 * What clients hear while the engine cannot do its work.
 */
class UnavailableTests {

	private static final Unavailable AWAY = new Unavailable("Redis is away", Duration.ofMillis(1500));

	private static final String SAY = "{\"type\":\"say\",\"room\":\"kitchen\",\"text\":\"hi\",\"id\":\"c1\"}";

	private final SessionDirectory sessions = mock(SessionDirectory.class, delegatesTo(new TestDirectory()));

	private final TestChat chat = new TestChat(Limits.defaults(), Broken::new);

	private final SentEvents alice = new SentEvents();

	private boolean away;

	private @Nullable Outcome outcome;

	@Test
	void newClientIsToldAndClosed() {
		this.away = true;

		this.chat.open("kitchen", "alice", this.alice);

		assertThat(this.alice.types()).containsExactly("error");
		assertUnavailable(this.alice.last());
		assertThat(this.alice.closed()).isEqualTo(Disconnect.unavailable("Redis is away"));
	}

	@Test
	void newClientThatIsRefusedHasNoSession() {
		this.away = true;

		Conversation conversation = this.chat.open("kitchen", "alice", this.alice);

		assertThat(this.chat.sessions.find(TestChat.token(conversation), null)).isNull();
	}

	@Test
	void clientThatComesBackIsToldAndGoesOn() {
		SessionToken token = TestChat.token(this.chat.open("kitchen", "alice", new SentEvents()));
		this.away = true;

		this.chat.comeBack("den", token, this.alice);

		assertThat(this.alice.types()).containsExactly("hello", "error");
		assertThat(this.alice.last().get("room").stringValue()).isEqualTo("den");
		assertThat(this.alice.closed()).isNull();
	}

	@Test
	void joinIsRefusedForAWhile() {
		Conversation conversation = open();
		this.away = true;

		conversation.receive("{\"type\":\"join\",\"room\":\"den\",\"id\":7}");

		assertUnavailable(this.alice.last());
		assertThat(this.alice.last().get("id").intValue()).isEqualTo(7);
		assertThat(this.alice.closed()).isNull();
	}

	@Test
	void sayIsRefusedForAWhile() {
		Conversation conversation = open();
		this.away = true;

		conversation.receive(SAY);

		assertUnavailable(this.alice.last());
		assertThat(this.alice.last().get("id").stringValue()).isEqualTo("c1");
		assertThat(this.alice.last().get("room").stringValue()).isEqualTo("kitchen");
	}

	@Test
	void sayWithoutIdIsRefusedWithItsRoom() {
		Conversation conversation = open();
		this.away = true;

		conversation.receive("{\"type\":\"say\",\"text\":\"hi\"}");

		assertUnavailable(this.alice.last());
		assertThat(this.alice.last().get("room").stringValue()).isEqualTo("kitchen");
	}

	@Test
	void sayThatTheEngineKnowsGetsItsReceiptAgain() {
		Conversation conversation = open();
		this.away = true;
		conversation.receive(SAY);

		Objects.requireNonNull(this.outcome).repeated(new Position(1, 2, 3), 4);

		assertThat(this.alice.last().get("type").stringValue()).isEqualTo("message");
		assertThat(this.alice.last().get("repeated").booleanValue()).isTrue();
	}

	@Test
	void sayThatTheEngineKnowsIsNotAskedForAgain() {
		Conversation conversation = open();
		this.away = true;
		conversation.receive(SAY);
		Objects.requireNonNull(this.outcome).repeated(new Position(1, 2, 3), 4);
		this.outcome = null;

		conversation.receive(SAY);

		assertThat(this.outcome).isNull();
	}

	@Test
	void sayUnderTheIdOfAnotherMessageIsRefused() {
		Conversation conversation = open();
		this.away = true;
		conversation.receive(SAY);

		Objects.requireNonNull(this.outcome).idReused();

		assertThat(this.alice.last().get("code").stringValue()).isEqualTo("id_reused");
		assertThat(this.alice.last().get("id").stringValue()).isEqualTo("c1");
	}

	@Test
	void clientWithoutNumberIsToldAndClosed() {
		willReturn(0L).given(this.sessions).nextClient();

		this.chat.open("kitchen", "alice", this.alice);

		assertThat(this.alice.types()).containsExactly("error");
		assertThat(Objects.requireNonNull(this.alice.closed()).code()).isEqualTo(1013);
	}

	@Test
	void clientWhoseSessionCannotBeNotedIsToldAndClosed() {
		willReturn(failed()).given(this.sessions).register(any());

		this.chat.open("kitchen", "alice", this.alice);

		assertThat(this.alice.types()).containsExactly("error");
		assertThat(this.alice.closed()).isEqualTo(Disconnect.unavailable("Redis is away"));
	}

	@Test
	void clientWhoseSessionCannotBeFoundIsToldAndClosed() {
		willReturn(failed()).given(this.sessions).takeOver(anyLong(), any());

		this.chat.comeBack("kitchen", SessionToken.random(7), this.alice);

		assertThat(this.alice.types()).containsExactly("error");
		assertThat(this.alice.closed()).isEqualTo(Disconnect.unavailable("Redis is away"));
	}

	private static <T> CompletionStage<T> failed() {
		return CompletableFuture.failedFuture(new EngineUnavailableException(AWAY));
	}

	private static void assertUnavailable(JsonNode error) {
		assertThat(error.get("code").stringValue()).isEqualTo("unavailable");
		assertThat(error.get("message").stringValue()).isEqualTo("Redis is away");
		assertThat(error.get("retryAfterMillis").longValue()).isEqualTo(1500);
	}

	private Conversation open() {
		Conversation conversation = this.chat.open("kitchen", "alice", this.alice);
		this.chat.passes.runAll();
		return conversation;
	}

	/**
	 * An engine that is away when the test says so.
	 */
	private final class Broken extends EngineDecorator {

		Broken(Engine engine) {
			super(engine);
		}

		@Override
		public void join(Entrance entrance, Joining joining, Joined then) {
			if (UnavailableTests.this.away) {
				then.unavailable(AWAY);
			}
			else {
				super.join(entrance, joining, then);
			}
		}

		@Override
		public void publish(Room room, Subscriber sender, Content message, @Nullable SayId id, Outcome then) {
			UnavailableTests.this.outcome = then;
			if (UnavailableTests.this.away) {
				then.unavailable(AWAY);
			}
			else {
				super.publish(room, sender, message, id, then);
			}
		}

		@Override
		public SessionDirectory sessions() {
			return UnavailableTests.this.sessions;
		}

	}

}
