package io.roomcast.chat;

import java.util.function.Function;

import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Limits;
import io.roomcast.protocol.Member;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SessionTests {

	private static final int CUT = Disconnect.WITHOUT_CLOSE_FRAME.code();

	private final TestChat chat = new TestChat();

	private final SentEvents first = new SentEvents();

	private final SentEvents second = new SentEvents();

	private final Conversation alice = this.chat.open("kitchen", "alice", this.first);

	private final SessionToken token = TestChat.token(this.alice);

	@Test
	void clientThatIsCutStaysInItsRooms() {
		end(this.alice, CUT, false);

		assertThat(this.chat.members("kitchen")).containsExactly(new Member("alice", 1));
		assertThat(this.chat.engine.clients()).isZero();
	}

	@Test
	void clientThatIsCutLeavesWhenTheGraceIsOver() {
		end(this.alice, CUT, false);

		this.chat.graces.runAll();

		assertThat(this.chat.members("kitchen")).isEmpty();
		assertThat(this.chat.find("kitchen")).isEmpty();
		assertThat(this.chat.sessions.find(this.token, null)).isNull();
	}

	@Test
	void clientThatClosesLeavesAtOnce() {
		end(this.alice, 1000, true);

		assertThat(this.chat.members("kitchen")).isEmpty();
		assertThat(this.chat.sessions.find(this.token, null)).isNull();
	}

	@Test
	void clientThatComesBackGoesOnWithItsNumberAndNick() {
		end(this.alice, CUT, false);

		Conversation back = comeBack("kitchen");
		this.chat.graces.runAll();

		assertThat(back.client()).isEqualTo(this.alice.client());
		assertThat(this.chat.members("kitchen")).containsExactly(new Member("alice", 1));
		assertThat(this.second.types()).containsExactly("hello", "welcome");
	}

	@Test
	void takeoverClosesTheConnectionThatWasReplaced() {
		comeBack("kitchen");

		assertThat(this.first.closed()).isEqualTo(Disconnect.REPLACED);
	}

	@Test
	void endOfAReplacedConnectionChangesNothing() {
		Conversation back = comeBack("kitchen");

		end(this.alice, CUT, false);
		this.chat.graces.runAll();

		assertThat(back.session().isOf(back)).isTrue();
		assertThat(this.chat.members("kitchen")).hasSize(1);
	}

	@Test
	void replacedConnectionCanSayNothingMore() {
		comeBack("kitchen");

		this.alice.receive("{\"type\":\"say\",\"text\":\"too late\"}");

		assertThat(this.chat.engine.traffic().received()).isZero();
	}

	@Test
	void roomsThatAreNotJoinedAgainAreLeftWhenTheGraceIsOver() {
		this.alice.receive("{\"type\":\"join\",\"room\":\"den\"}");

		Conversation back = comeBack("kitchen");
		assertThat(this.chat.members("den")).hasSize(1);
		this.chat.graces.runAll();

		assertThat(this.chat.members("den")).isEmpty();
		assertThat(this.chat.members("kitchen")).hasSize(1);
		assertThat(back.session().isOf(back)).isTrue();
	}

	@Test
	void earlierGraceDoesNotEndALaterAbsence() {
		end(this.alice, CUT, false);
		Conversation back = comeBack("kitchen");
		end(back, CUT, false);

		this.chat.graces.runNextIfAny();
		this.chat.graces.runNextIfAny();
		assertThat(this.chat.members("kitchen")).hasSize(1);
		this.chat.graces.runAll();

		assertThat(this.chat.members("kitchen")).isEmpty();
	}

	@Test
	void wrongSecretFindsNoSession() {
		SessionToken forged = SessionToken.random(this.alice.client());

		assertThat(this.chat.sessions.find(forged, null)).isNull();
		assertThat(this.chat.sessions.find(this.token, null)).isNotNull();
	}

	@Test
	void tokenThatIsReadBackIsTheSame() {
		SessionToken read = SessionToken.parse(this.token.text());

		assertThat(read).matches((parsed) -> parsed != null && this.token.matches(parsed));
		assertThat(this.token.toString()).doesNotContain(this.token.text());
	}

	@Test
	void removedClientLeavesAtOnceAndCannotComeBack() {
		assertThat(this.chat.rooms.remove("kitchen", "alice")).isCompletedWithValue(true);

		assertThat(this.first.closed()).isEqualTo(Disconnect.REMOVED_FOR_GOOD);
		assertThat(this.chat.members("kitchen")).isEmpty();
		assertThat(comeBack("kitchen").client()).isNotEqualTo(this.alice.client());
	}

	@Test
	void removedClientThatIsAwayLeavesAtOnce() {
		end(this.alice, CUT, false);

		assertThat(this.chat.rooms.remove("kitchen", "alice")).isCompletedWithValue(true);

		assertThat(this.chat.members("kitchen")).isEmpty();
		assertThat(this.chat.sessions.find(this.token, null)).isNull();
	}

	@Test
	void clientWithoutGraceLeavesAtOnce() {
		TestChat strict = new TestChat(Limits.defaults(), Function.identity(), "grace=0s");
		Conversation bob = strict.open("kitchen", "bob", this.second);

		end(bob, CUT, false);

		assertThat(strict.members("kitchen")).isEmpty();
	}

	private Conversation comeBack(String room) {
		Conversation back = this.chat.comeBack(room, this.token, this.second);
		this.chat.passes.runAll();
		return back;
	}

	private static void end(Conversation conversation, int code, boolean closedByClient) {
		conversation.end(code, closedByClient, () -> {
		});
	}

}
