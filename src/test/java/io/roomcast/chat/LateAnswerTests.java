package io.roomcast.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.roomcast.engine.LateEngine;
import io.roomcast.engine.SessionRecord;
import io.roomcast.engine.TestDirectory;
import io.roomcast.fanout.Disconnect;
import io.roomcast.fanout.Limits;
import io.roomcast.fanout.ManualExecutor;
import io.roomcast.protocol.Member;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An engine whose answers come when a test says so, and what happens to the client
 * meanwhile.
 */
class LateAnswerTests {

	private static final int CUT = Disconnect.WITHOUT_CLOSE_FRAME.code();

	private static final String JOIN_DEN = "{\"type\":\"join\",\"room\":\"den\",\"id\":7}";

	private final ManualExecutor calls = new ManualExecutor();

	private final ManualExecutor answers = new ManualExecutor();

	private final TestDirectory directory = new TestDirectory();

	private final TestChat chat = new TestChat(Limits.defaults(),
			(engine) -> new LateEngine(engine, this.directory, this.calls, this.answers));

	private final SentEvents alice = new SentEvents();

	private final SentEvents again = new SentEvents();

	@Test
	void helloWaitsUntilTheSessionIsRegistered() {
		this.chat.open(null, "alice", this.alice);
		assertThat(this.alice.types()).isEmpty();

		this.calls.runAll();

		assertThat(this.alice.types()).containsExactly("hello");
	}

	@Test
	void clientIsNotReadUntilItHasItsSession() {
		List<String> heard = new ArrayList<>();
		Conversation conversation = this.chat.open(null, "alice", this.alice);

		conversation.whenReady(() -> heard.add("ready"));
		assertThat(heard).isEmpty();
		this.calls.runAll();

		assertThat(heard).containsExactly("ready");
	}

	@Test
	void connectionThatEndsBeforeItsSessionIsThereLeavesNothing() {
		Conversation conversation = this.chat.open("kitchen", "alice", this.alice);

		end(conversation, CUT, false);
		runAll();

		assertThat(this.directory.isHere(1)).isFalse();
		assertThat(this.chat.engine.clients()).isZero();
		assertThat(this.chat.find("kitchen")).isEmpty();
	}

	@Test
	void clientIsNotReadUntilItsFirstWelcomeIsWritten() {
		List<String> heard = new ArrayList<>();
		Conversation conversation = this.chat.open("kitchen", "alice", this.alice);

		conversation.whenReady(() -> heard.add("ready"));
		this.calls.runAll();
		this.answers.runAll();
		assertThat(heard).isEmpty();
		this.chat.passes.runAll();

		assertThat(heard).containsExactly("ready");
		assertThat(this.alice.types()).containsExactly("hello", "welcome");
	}

	@Test
	void clientIsNotReadWhileItJoins() {
		Conversation conversation = open();
		List<String> heard = new ArrayList<>();

		conversation.receive(JOIN_DEN);
		conversation.whenReady(() -> heard.add("ready"));
		this.calls.runAll();
		assertThat(heard).isEmpty();
		this.answers.runAll();

		assertThat(heard).containsExactly("ready");
	}

	@Test
	void endOfTheConnectionEndsTheWait() {
		Conversation conversation = open();
		List<String> heard = new ArrayList<>();
		conversation.receive(JOIN_DEN);
		conversation.whenReady(() -> heard.add("ready"));

		end(conversation, CUT, false);

		assertThat(heard).containsExactly("ready");
	}

	@Test
	void clientThatIsCutWhileItJoinsIsAway() {
		Conversation conversation = open();
		conversation.receive(JOIN_DEN);

		end(conversation, CUT, false);
		runAll();
		assertThat(this.chat.members("den")).containsExactly(new Member("alice", 1));
		assertThat(conversation.session().find("den")).isNotNull().matches((den) -> !den.isConnected());
		this.chat.graces.runAll();

		assertThat(this.chat.members("den")).isEmpty();
		assertThat(this.chat.find("den")).isEmpty();
	}

	@Test
	void clientThatClosesWhileItJoinsIsNotThere() {
		Conversation conversation = open();
		conversation.receive(JOIN_DEN);
		this.calls.runAll();

		end(conversation, 1000, true);
		runAll();

		assertThat(this.chat.members("den")).isEmpty();
		assertThat(this.chat.find("den")).isEmpty();
	}

	@Test
	void clientWhoseGraceEndsWhileItJoinsIsNotThere() {
		Conversation conversation = open();
		conversation.receive(JOIN_DEN);

		end(conversation, CUT, false);
		this.chat.graces.runAll();
		runAll();

		assertThat(this.chat.members("den")).isEmpty();
		assertThat(this.directory.isHere(1)).isFalse();
	}

	@Test
	void takeoverWaitsForTheJoinThatIsUnderWay() {
		Conversation conversation = open();
		SessionToken token = TestChat.token(conversation);
		conversation.receive(JOIN_DEN);

		Conversation back = this.chat.comeBack("den", token, this.again);
		assertThat(this.alice.closed()).isNull();
		runAll();

		assertThat(this.alice.closed()).isEqualTo(Disconnect.REPLACED);
		assertThat(back.client()).isEqualTo(conversation.client());
		assertThat(this.again.types()).containsExactly("hello", "welcome");
		assertThat(this.chat.members("den")).containsExactly(new Member("alice", 1));
	}

	@Test
	void takeoverThatWaitsIsGivenUpWhenItsConnectionEnds() {
		Conversation conversation = open();
		conversation.receive(JOIN_DEN);

		Conversation back = this.chat.comeBack("den", TestChat.token(conversation), this.again);
		end(back, CUT, false);
		runAll();

		assertThat(this.alice.closed()).isNull();
		assertThat(conversation.session().isOf(conversation)).isTrue();
	}

	@Test
	void clientThatIsRemovedWhileItJoinsIsNotThere() {
		Conversation conversation = open();
		conversation.receive(JOIN_DEN);
		this.calls.runAll();

		assertThat(this.chat.rooms.remove("den", "alice")).isCompletedWithValue(true);
		runAll();

		assertThat(this.alice.closed()).isEqualTo(Disconnect.REMOVED_FOR_GOOD);
		assertThat(this.chat.members("den")).isEmpty();
		assertThat(this.chat.members("kitchen")).isEmpty();
	}

	@Test
	void clientWhoseNickIsTakenIsTold() {
		this.chat.open("den", "alice", new SentEvents());
		runAll();
		Conversation conversation = open();

		conversation.receive(JOIN_DEN);
		runAll();

		assertThat(this.alice.last().get("code").stringValue()).isEqualTo("nick_taken");
		assertThat(this.alice.last().get("id").intValue()).isEqualTo(7);
		assertThat(this.alice.closed()).isNull();
	}

	@Test
	void newClientWhoseNickIsTakenIsClosedAndHasNoSession() {
		open();

		Conversation second = this.chat.open("kitchen", "alice", this.again);
		runAll();

		assertThat(this.again.types()).containsExactly("error");
		assertThat(Objects.requireNonNull(this.again.closed()).code()).isEqualTo(4002);
		assertThat(this.directory.isHere(second.client())).isFalse();
	}

	@Test
	void sessionOfAnotherNodeGoesOnHere() {
		SessionToken token = SessionToken.random(77);
		this.directory.addElsewhere(new SessionRecord(77, "carl", token.secretHash(null)));

		Conversation back = this.chat.comeBack("kitchen", token, this.alice);
		runAll();

		assertThat(back.client()).isEqualTo(77);
		assertThat(this.alice.first().get("resumed").booleanValue()).isTrue();
		assertThat(this.chat.members("kitchen")).containsExactly(new Member("carl", 77));
	}

	@Test
	void otherSecretGetsANewSession() {
		this.directory.addElsewhere(new SessionRecord(77, "carl", SessionToken.random(77).secretHash(null)));

		Conversation back = this.chat.comeBack("kitchen", SessionToken.random(77), this.alice);
		runAll();

		assertThat(back.client()).isEqualTo(1);
		assertThat(this.alice.first().get("resumed").booleanValue()).isFalse();
	}

	@Test
	void sessionThatAnotherNodeHasTakenStaysAwayUntilTheGraceEnds() {
		Conversation conversation = open();

		this.directory.loseToOther(conversation.client());

		assertThat(this.alice.closed()).isEqualTo(Disconnect.REPLACED);
		assertThat(this.chat.members("kitchen")).hasSize(1);
		this.chat.graces.runAll();
		assertThat(this.chat.members("kitchen")).isEmpty();
	}

	@Test
	void sessionThatComesBackFromAnotherNodeIsTheSame() {
		Conversation conversation = open();
		Membership before = conversation.session().find("kitchen");
		SessionToken token = TestChat.token(conversation);
		this.directory.loseToOther(conversation.client());

		Conversation back = this.chat.comeBack("kitchen", token, this.again);
		runAll();
		this.chat.graces.runAll();

		assertThat(this.directory.isHere(back.client())).isTrue();
		assertThat(back.session()).isSameAs(conversation.session());
		assertThat(back.session().find("kitchen")).as("joined anew").isNotSameAs(before);
		assertThat(this.again.types()).containsExactly("hello", "welcome");
		assertThat(this.chat.members("kitchen")).hasSize(1);
	}

	private Conversation open() {
		Conversation conversation = this.chat.open("kitchen", "alice", this.alice);
		runAll();
		return conversation;
	}

	private void runAll() {
		boolean more = true;
		while (more) {
			more = this.calls.runNextIfAny() || this.answers.runNextIfAny() || this.chat.passes.runNextIfAny();
		}
	}

	private static void end(Conversation conversation, int code, boolean closedByClient) {
		conversation.end(code, closedByClient, () -> {
		});
	}

}
