package io.roomcast.chat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

import io.roomcast.harness.CutJsonConnection;
import io.roomcast.harness.CutJsonConnection.Cut;
import io.roomcast.harness.CutJsonConnection.End;
import io.roomcast.harness.JsonEvent;
import org.jspecify.annotations.Nullable;

import static org.awaitility.Awaitility.await;

/**
 * A client whose connection is cut again and again, at a random byte, and who comes back
 * each time behind the last message it has. Between two cuts it pauses now and then,
 * connected or not. At a given text it is done.
 */
final class CutReader implements Callable<CutReader.Heard> {

	private static final List<End> ENDS = List.of(End.values());

	/** About as long as the answer to a handshake and the welcome. */
	private static final int HEAD_BYTES = 400;

	private static final int ABSENCE_EVERY = 10;

	private static final int PAUSE_EVERY = 200;

	private static final int MOST_MISSED = 1_200;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final String url;

	private final String lastText;

	private final Random random;

	private final CutTrial trial;

	private final List<JsonEvent.Message> messages = new ArrayList<>();

	private @Nullable String start;

	private @Nullable String cursor;

	private boolean done;

	CutReader(String url, String lastText, CutTrial trial, Random random) {
		this.url = url;
		this.lastText = lastText;
		this.trial = trial;
		this.random = random;
	}

	@Override
	public Heard call() throws IOException {
		try {
			return listen();
		}
		finally {
			this.trial.end();
		}
	}

	private Heard listen() throws IOException {
		while (!this.done) {
			CutJsonConnection.live((this.cursor != null) ? this.url + "?since=" + this.cursor : this.url, cut(),
					this::hear);
			if (!this.done) {
				this.trial.addCut();
				if (this.random.nextInt(ABSENCE_EVERY) == 0) {
					pause();
				}
			}
		}
		if (this.start == null) {
			throw new AssertionError("never welcome");
		}
		return new Heard(this.start, this.messages);
	}

	/**
	 * Now within the request, now within the answer or the welcome, now somewhere behind
	 * it: after a while, or so early that the server is still writing what was missed.
	 * When the trial is over, never.
	 */
	private Cut cut() {
		if (this.trial.isOver()) {
			return Cut.NONE;
		}
		End end = ENDS.get(this.random.nextInt(ENDS.size()));
		int kind = this.random.nextInt(100);
		if (kind < 5) {
			return new Cut(this.random.nextInt(200), 0, end);
		}
		int most = (kind < 15) ? HEAD_BYTES : (kind < 40) ? 4_000 : (kind < 80) ? 40_000 : 200_000;
		return new Cut(Long.MAX_VALUE, this.random.nextInt(most), end);
	}

	private boolean hear(JsonEvent event) {
		if (this.random.nextInt(PAUSE_EVERY) == 0) {
			pause();
		}
		if (event instanceof JsonEvent.Welcome welcome) {
			welcome(welcome);
		}
		else if (event instanceof JsonEvent.Message message) {
			this.messages.add(message);
			this.cursor = message.cursor();
			this.done = message.text().equals(this.lastText);
		}
		else if (!(event instanceof JsonEvent.Joined || event instanceof JsonEvent.Left)) {
			throw new AssertionError(event + " after " + this.messages.size() + " messages");
		}
		return !this.done;
	}

	private void welcome(JsonEvent.Welcome welcome) {
		if (this.cursor == null) {
			this.start = welcome.cursor();
			this.cursor = welcome.cursor();
		}
		else if (!welcome.recovered()) {
			throw new AssertionError(welcome + " after " + this.messages.size() + " messages");
		}
	}

	/**
	 * Hears nothing until much has been said.
	 */
	private void pause() {
		long until = this.trial.said() + this.random.nextInt(MOST_MISSED);
		await().pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(1))
			.timeout(PATIENCE)
			.until(() -> this.trial.said() >= until || this.trial.isOver());
	}

	/**
	 * What a reader has heard.
	 *
	 * @param start the cursor of its first welcome
	 */
	record Heard(String start, List<JsonEvent.Message> messages) {
	}

}
