package io.roomcast.fuzz;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.roomcast.harness.JsonChatRecorder;
import io.roomcast.harness.JsonEvent;
import io.roomcast.harness.RunningChat;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two clients of a room of their own that say numbers in turn, with receipts. Each must
 * hear all numbers in order and nothing else, and stay connected. Any thread may call.
 */
final class Bystanders {

	private static final String ROOM = "bystanders";

	/** How many inputs are played for each number. */
	private static final int INPUTS_PER_NUMBER = 10;

	private final Semaphore inputs = new Semaphore(0);

	private final RunningChat chat;

	private final CompletableFuture<Integer> talk;

	private volatile boolean over;

	private Bystanders(RunningChat chat) {
		this.chat = chat;
		this.talk = CompletableFuture.supplyAsync(this::talk, (task) -> new Thread(task, "bystanders").start());
	}

	static Bystanders start(RunningChat chat) {
		return new Bystanders(chat);
	}

	/**
	 * Notes that an input was played: the two go at the pace of the inputs.
	 */
	void inputPlayed() {
		this.inputs.release();
	}

	/**
	 * Has the two leave when they have said all that was due.
	 * @return how many numbers they have said; fails if one has missed anything
	 */
	CompletableFuture<Integer> end() {
		this.over = true;
		return this.talk;
	}

	private int talk() {
		try (JsonChatRecorder alice = new JsonChatRecorder(); JsonChatRecorder bob = new JsonChatRecorder()) {
			alice.join(this.chat.ws("/chat/" + ROOM + "?nick=alice"));
			bob.join(this.chat.ws("/chat/" + ROOM + "?nick=bob"));
			alice.takeJoined("bob");
			int said = talk(alice, bob);
			alice.leave();
			bob.takeLeft("alice");
			bob.leave();
			return said;
		}
	}

	private int talk(JsonChatRecorder alice, JsonChatRecorder bob) {
		int number = 0;
		while (awaitInputs() || number < 2) {
			number++;
			JsonChatRecorder speaker = (number % 2 == 0) ? alice : bob;
			JsonEvent.Message receipt = speaker.await(speaker.sayForReceipt("" + number, "id" + number));
			assertThat(speaker.nextMessage()).isEqualTo(receipt);
			assertThat(((number % 2 == 0) ? bob : alice).nextMessage()).as("number " + number)
				.isEqualTo(receipt.withoutId());
		}
		assertThat(alice.reconnects() + bob.reconnects()).as("reconnects").isZero();
		return number;
	}

	private boolean awaitInputs() {
		try {
			while (!this.inputs.tryAcquire(INPUTS_PER_NUMBER, 1, TimeUnit.SECONDS)) {
				if (this.over) {
					return false;
				}
			}
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
