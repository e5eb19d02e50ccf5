package io.roomcast.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.roomcast.engine.Engine;
import io.roomcast.engine.EngineDecorator;
import io.roomcast.engine.Entrance;
import io.roomcast.engine.Joined;
import io.roomcast.engine.LocalOccupant;
import io.roomcast.engine.Unavailable;
import io.roomcast.fanout.DiscardingOutlet;
import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Joining;
import io.roomcast.fanout.Limits;
import io.roomcast.fanout.Outlet;
import io.roomcast.fanout.Room;
import io.roomcast.fanout.Subscriber;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the engine tells of a client in a room.
 */
class MembershipTests {

	private final List<LocalOccupant> joined = new ArrayList<>();

	private final List<Subscriber> disconnected = new ArrayList<>();

	private final TestChat chat = new TestChat(Limits.defaults(), Watched::new);

	private final SentEvents alice = new SentEvents();

	private final SentEvents again = new SentEvents();

	private @Nullable Runnable beforeWelcome;

	private @Nullable Runnable beforeAnswer;

	@Test
	void clientIsWelcomedWithTheNickThatItKeeps() {
		this.beforeWelcome = () -> this.joined.get(0).keepNick("al");

		open();

		assertThat(this.alice.last().get("nick").stringValue()).isEqualTo("al");
		assertThat(this.joined.get(0).nick()).isEqualTo("al");
	}

	@Test
	void clientThatHasMovedIsOutOfTheRoomAndNobodyIsTold() {
		Conversation conversation = open();

		this.joined.get(0).movedAway();
		conversation.receive("{\"type\":\"who\",\"room\":\"kitchen\"}");

		assertThat(this.disconnected).hasSize(1);
		assertThat(this.alice.types()).containsExactly("hello", "welcome", "error");
		assertThat(this.alice.last().get("code").stringValue()).isEqualTo("not_in_room");
	}

	@Test
	void clientThatHasMovedThoughItsConnectionIsHereIsToldToComeBack() {
		open();

		this.joined.get(0).movedAway();

		assertThat(this.alice.closed()).isEqualTo(Disconnect.MOVED_AWAY);
	}

	@Test
	void clientThatHasMovedIsNotLeftWhenItsSessionEnds() {
		Conversation conversation = open();
		this.joined.get(0).movedAway();

		conversation.end(1000, true, () -> {
		});

		assertThat(this.chat.members("kitchen")).hasSize(1);
	}

	@Test
	void clientThatMovesBeforeItHasJoinedIsOutOfTheRoom() {
		this.beforeAnswer = () -> this.joined.get(0).movedAway();

		Conversation conversation = open();

		assertThat(this.disconnected).hasSize(1);
		assertThat(conversation.session().memberships().size()).isZero();
	}

	@Test
	void displacedClientIsToldThatItIsOutOfTheRoom() {
		open();

		this.joined.get(0).displaced();

		assertThat(this.disconnected).hasSize(1);
		assertThat(this.alice.types()).containsExactly("hello", "welcome", "error", "left");
		assertThat(this.alice.last().get("client").longValue()).isOne();
		assertThat(this.alice.closed()).isNull();
	}

	@Test
	void displacedClientThatIsAwayIsToldNothing() {
		Conversation conversation = open();
		this.chat.comeBack("den", TestChat.token(conversation), this.again);
		this.chat.passes.runAll();

		this.joined.get(0).displaced();

		assertThat(this.again.types()).containsExactly("hello", "welcome");
	}

	@Test
	void displacedPlainTextClientIsClosed() {
		Disconnect[] closed = new Disconnect[1];
		Outlet outlet = new DiscardingOutlet() {
			@Override
			public void close(Disconnect disconnect) {
				closed[0] = disconnect;
			}
		};
		Admission.Granted admission = (Admission.Granted) this.chat.chat
			.admit(new ConnectRequest("kitchen", "alice", null, null, null), null);
		this.chat.chat.open(outlet, null).start(admission);
		this.chat.passes.runAll();

		this.joined.get(0).displaced();

		assertThat(closed[0]).isEqualTo(Disconnect
			.displaced("nick 'alice' in room 'kitchen' was lost to another client: join again under another one"));
	}

	@Test
	void removedClientIsClosed() {
		open();

		this.joined.get(0).remove();

		assertThat(Objects.requireNonNull(this.alice.closed())).isEqualTo(Disconnect.REMOVED_FOR_GOOD);
		assertThat(this.chat.members("kitchen")).isEmpty();
	}

	private Conversation open() {
		Conversation conversation = this.chat.open("kitchen", "alice", this.alice);
		this.chat.passes.runAll();
		return conversation;
	}

	/**
	 * An engine that lets a test do something at certain moments.
	 */
	private final class Watched extends EngineDecorator {

		Watched(Engine engine) {
			super(engine);
		}

		@Override
		public void join(Entrance entrance, Joining joining, Joined then) {
			MembershipTests.this.joined.add(entrance.occupant());
			run(MembershipTests.this.beforeWelcome);
			super.join(entrance, joining, new Joined() {

				@Override
				public void joined(Room room) {
					run(MembershipTests.this.beforeAnswer);
					then.joined(room);
				}

				@Override
				public void nickTaken() {
					then.nickTaken();
				}

				@Override
				public void unavailable(Unavailable why) {
					then.unavailable(why);
				}

			});
		}

		@Override
		public void disconnect(Room room, Subscriber subscriber, Runnable whenServed) {
			MembershipTests.this.disconnected.add(subscriber);
			super.disconnect(room, subscriber, whenServed);
		}

		private void run(@Nullable Runnable action) {
			if (action != null) {
				action.run();
			}
		}

	}

}
