package io.roomcast.chat;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.roomcast.engine.EngineUnavailableException;
import io.roomcast.engine.SessionRecord;
import io.roomcast.engine.Unavailable;
import io.roomcast.fanout.Disconnect;
import org.jspecify.annotations.Nullable;

/**
 * Finds the session of a conversation that starts: the one that the client comes back to,
 * on this node or another, else a new one. Answers on any thread.
 */
final class Opening {

	private static final Unavailable NO_NUMBERS = new Unavailable("the service can take no new clients now",
			Duration.ofSeconds(1));

	private final Sessions sessions;

	private final Conversation conversation;

	private final Admission.Granted admission;

	private final @Nullable String subject;

	Opening(Sessions sessions, Conversation conversation, Admission.Granted admission) {
		this.sessions = sessions;
		this.conversation = conversation;
		this.admission = admission;
		this.subject = (admission.identity() != null) ? admission.identity().subject() : null;
	}

	void begin() {
		SessionToken token = this.admission.session();
		if (token != null) {
			comeBack(token);
		}
		else {
			create();
		}
	}

	private void comeBack(SessionToken token) {
		if (this.conversation.isOver()) {
			return;
		}
		Session found = this.sessions.find(token, this.subject);
		if (found == null) {
			claim(token);
			return;
		}
		switch (found.takeOver(this.conversation, false, () -> comeBack(token))) {
			case TAKEN -> {
				// This node may not have heard yet that another one has taken it.
				this.sessions.directory().takeOver(token.client(), token.secretHash(this.subject));
				this.conversation.opened(this.admission, found, true);
			}
			case GONE -> claim(token);
			case WAITS -> {
			}
		}
	}

	/**
	 * Takes the session over from another node, if one has it.
	 */
	private void claim(SessionToken token) {
		answer(this.sessions.directory().takeOver(token.client(), token.secretHash(this.subject)), (claimed) -> {
			if (claimed.isPresent()) {
				adopt(token, claimed.get());
			}
			else {
				create();
			}
		}, Served.ignored());
	}

	private void adopt(SessionToken token, SessionRecord claimed) {
		Session session = this.sessions.adopt(claimed, token, this.subject);
		switch (session.takeOver(this.conversation, true, () -> adopt(token, claimed))) {
			case TAKEN -> this.conversation.opened(this.admission, session, true);
			// It ended at this moment: the next one is made anew.
			case GONE -> adopt(token, claimed);
			case WAITS -> {
			}
		}
	}

	private void create() {
		Session session = this.sessions.create(this.admission.nick(), this.conversation.isResumable(), this.subject);
		if (session == null) {
			this.conversation.refuse(this.admission, NO_NUMBERS);
			return;
		}
		session.takeOver(this.conversation, true, () -> {
		});
		SessionRecord entry = session.entry();
		if (entry == null) {
			this.conversation.opened(this.admission, session, false);
			return;
		}
		answer(this.sessions.directory().register(entry),
				(done) -> this.conversation.opened(this.admission, session, false),
				() -> session.end(this.conversation, true, Served.ignored()));
	}

	/**
	 * Waits for an answer of the engine.
	 * @param undo run if there is none, before the client is refused
	 */
	private <T> void answer(CompletionStage<T> stage, Consumer<T> then, Runnable undo) {
		stage.thenAccept((value) -> contain(() -> then.accept(value))).exceptionally((failure) -> {
			contain(() -> {
				undo.run();
				this.conversation.refuse(this.admission, EngineUnavailableException.why(failure));
			});
			return null;
		});
	}

	private void contain(Runnable action) {
		try {
			action.run();
		}
		catch (RuntimeException | Error ex) {
			this.sessions.failures().add("opening a session", ex);
			this.conversation.close(Disconnect.OPENING_FAILED);
		}
	}

}
