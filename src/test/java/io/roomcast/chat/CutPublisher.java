package io.roomcast.chat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import io.roomcast.harness.JsonChatClient;
import io.roomcast.harness.JsonEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that talks all the time: one burst after the other, each when it has the
 * receipt of the one before.
 */
final class CutPublisher extends JsonChatClient implements Callable<Integer> {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final int LARGEST_BURST = 100;

	private static final int LARGEST_USUAL_BURST = 6;

	private final CutTrial trial;

	private final Random random;

	private int published;

	CutPublisher(CutTrial trial, Random random) {
		this.trial = trial;
		this.random = random;
	}

	/**
	 * Talks until the trial is over.
	 * @return how many texts it has said
	 */
	@Override
	public Integer call() {
		try {
			while (!this.trial.isOver()) {
				talk();
			}
			return this.published;
		}
		finally {
			this.trial.end();
		}
	}

	private void talk() {
		int most = (this.random.nextInt(10) == 0) ? LARGEST_BURST : LARGEST_USUAL_BURST;
		for (int i = this.random.nextInt(most); i > 0; i--) {
			say(text());
		}
		sayAndWait(text());
	}

	void sayAndWait(String text) {
		CompletableFuture<JsonEvent.Message> receipt = sayForReceipt(text, "last of the burst");
		while (!receipt.isDone()) {
			assertThat(processEvents(PATIENCE)).as("receipt").isTrue();
		}
		receipt.join();
	}

	/**
	 * Mostly short, now and then long.
	 */
	private String text() {
		int padding = (this.random.nextInt(20) == 0) ? 30_000 : this.random.nextInt(200);
		return this.published++ + " " + "ü".repeat(padding);
	}

}
