package io.roomcast.chat;

import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Traffic;
import io.roomcast.protocol.Member;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How many clients may be away at once.
 */
class AwayTests {

	private static final String ROOM = "kitchen";

	private static final int CUT = Disconnect.WITHOUT_CLOSE_FRAME.code();

	private final TestChat chat = new TestChat(1);

	private final Conversation alice = this.chat.open(ROOM, "alice", new SentEvents());

	private final Conversation bob = this.chat.open(ROOM, "bob", new SentEvents());

	@Test
	void clientThatIsCutWhileTooManyAreAwayLeavesAtOnce() {
		cut(this.alice);

		cut(this.bob);

		assertThat(this.chat.members(ROOM)).containsExactly(new Member("alice", 1));
		assertThat(this.chat.sessions.find(TestChat.token(this.bob), null)).isNull();
		assertThat(this.chat.engine.traffic().refused(Traffic.Refused.AWAY)).isEqualTo(1);
	}

	@Test
	void clientThatIsBackIsNotAway() {
		cut(this.alice);
		this.chat.comeBack(ROOM, TestChat.token(this.alice), new SentEvents());

		cut(this.bob);

		assertThat(this.chat.members(ROOM)).hasSize(2);
	}

	@Test
	void clientWhoseGraceIsOverIsNotAway() {
		cut(this.alice);
		this.chat.graces.runAll();

		cut(this.bob);

		assertThat(this.chat.members(ROOM)).containsExactly(new Member("bob", 2));
	}

	@Test
	void clientThatIsRemovedIsNotAway() {
		cut(this.alice);
		this.chat.remove(ROOM, "alice");

		cut(this.bob);

		assertThat(this.chat.members(ROOM)).containsExactly(new Member("bob", 2));
	}

	private static void cut(Conversation conversation) {
		conversation.end(CUT, false, () -> {
		});
	}

}
