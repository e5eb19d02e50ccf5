package io.roomcast.harness;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * What a client has said and has no receipt for yet, by the ids of the commands, in their
 * order. It is repeated when the client comes back, so a receipt is only lost with the
 * session, or when too many attempts were in vain. Not thread-safe.
 */
final class Receipts {

	private static final int MAX_EXPECTED = 1_000;

	private static final int MAX_REPEATS = 50;

	private final Map<CommandId, Expected> expected = new LinkedHashMap<>();

	private int repeated;

	/**
	 * Returns the receipt for a command that is about to be sent. If its id is already
	 * waiting for one, that is the receipt of both.
	 */
	CompletableFuture<JsonEvent.Message> expect(JsonCommand say) {
		if (this.expected.size() >= MAX_EXPECTED) {
			throw new IllegalStateException(MAX_EXPECTED + " commands wait for their receipts, which is the limit");
		}
		CommandId id = Objects.requireNonNull(say.id(), "a receipt needs an id");
		return this.expected.computeIfAbsent(id, (unused) -> new Expected(say)).receipt;
	}

	/**
	 * Returns the commands to send again, in the order in which they were said first.
	 * Those that were sent too often fail.
	 */
	List<JsonCommand> repeat(Predicate<JsonCommand> which) {
		List<Expected> again = this.expected.values().stream().filter((one) -> which.test(one.say)).toList();
		again.stream().filter((one) -> ++one.repeats > MAX_REPEATS).forEach((one) -> {
			this.expected.values().remove(one);
			one.receipt.completeExceptionally(
					new IllegalStateException("no receipt after " + MAX_REPEATS + " repeats: " + one.say));
		});
		List<JsonCommand> says = again.stream().filter((one) -> !one.receipt.isDone()).map((one) -> one.say).toList();
		this.repeated += says.size();
		return says;
	}

	/**
	 * Returns how many commands were sent again.
	 */
	int repeated() {
		return this.repeated;
	}

	void settle(JsonEvent.Message message) {
		Expected settled = take(message.id());
		if (settled != null) {
			settled.receipt.complete(message);
		}
	}

	void settle(JsonEvent.Refused refused) {
		Expected settled = take(refused.id());
		if (settled != null) {
			settled.receipt.completeExceptionally(new CommandRefusedException(refused));
		}
	}

	/**
	 * Fails receipts: it is unknown whether their commands were carried out.
	 */
	void lose(Predicate<JsonCommand> which, String why) {
		List<Expected> lost = this.expected.values().stream().filter((one) -> which.test(one.say)).toList();
		this.expected.values().removeAll(lost);
		lost.forEach((one) -> one.receipt.completeExceptionally(new IllegalStateException("lost: " + why)));
	}

	private @Nullable Expected take(@Nullable CommandId id) {
		return (id != null) ? this.expected.remove(id) : null;
	}

	private static final class Expected {

		private final CompletableFuture<JsonEvent.Message> receipt = new CompletableFuture<>();

		private final JsonCommand say;

		private int repeats;

		private Expected(JsonCommand say) {
			this.say = say;
		}

	}

}
