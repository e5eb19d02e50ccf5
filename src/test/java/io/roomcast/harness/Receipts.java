package io.roomcast.harness;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * The receipts that a client waits for, by the ids of its commands. Not thread-safe.
 */
final class Receipts {

	private final Map<String, CompletableFuture<JsonEvent.Message>> expected = new HashMap<>();

	/**
	 * Returns the receipt for a command that is about to be sent.
	 */
	CompletableFuture<JsonEvent.Message> expect(String id) {
		CompletableFuture<JsonEvent.Message> receipt = new CompletableFuture<>();
		this.expected.put(id, receipt);
		return receipt;
	}

	void settle(JsonEvent.Message message) {
		CompletableFuture<JsonEvent.Message> receipt = take(message.id());
		if (receipt != null) {
			receipt.complete(message);
		}
	}

	void settle(JsonEvent.Refused refused) {
		CompletableFuture<JsonEvent.Message> receipt = take(refused.id());
		if (receipt != null) {
			receipt.completeExceptionally(new CommandRefusedException(refused));
		}
	}

	/**
	 * Fails all receipts, as the connection has ended: it is unknown whether their
	 * commands were carried out.
	 */
	void lose(ChatEvent.Closed closed) {
		List<CompletableFuture<JsonEvent.Message>> lost = List.copyOf(this.expected.values());
		this.expected.clear();
		lost.forEach((receipt) -> receipt.completeExceptionally(new IllegalStateException("lost: " + closed)));
	}

	private @Nullable CompletableFuture<JsonEvent.Message> take(@Nullable String id) {
		return (id != null) ? this.expected.remove(id) : null;
	}

}
