package io.roomcast.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Collects the steps of one input. Each method adds one or more. Not thread-safe.
 */
final class Script {

	private final List<Step> steps = new ArrayList<>();

	Script send(byte[] bytes) {
		return send((received) -> bytes);
	}

	/**
	 * Sends characters up to U+00FF, each as one byte.
	 */
	Script send(String text) {
		return send(Wire.bytes(text));
	}

	/**
	 * Sends what depends on what was received.
	 */
	Script send(Function<CharSequence, byte[]> bytes) {
		this.steps.add(new Step.Send(bytes));
		return this;
	}

	/**
	 * Sends bytes in pieces, each in a write of its own.
	 */
	Script sendPieces(FuzzRandom random, byte[] bytes) {
		for (byte[] piece : random.pieces(bytes)) {
			send(piece);
		}
		return this;
	}

	Script awaitOrEnd(String marker) {
		this.steps.add(new Step.Await(marker, true));
		return this;
	}

	Script await(String marker) {
		this.steps.add(new Step.Await(marker, false));
		return this;
	}

	/**
	 * Awaits the end of the head of an answer, or the end of the connection.
	 */
	Script awaitHead() {
		return awaitOrEnd("\r\n\r\n");
	}

	Script awaitEnd() {
		this.steps.add(Step.Plain.AWAIT_END);
		return this;
	}

	/**
	 * Sends FIN, upon which the server must end the connection.
	 */
	Script finish() {
		this.steps.add(Step.Plain.FINISH);
		return awaitEnd();
	}

	Script reset() {
		this.steps.add(Step.Plain.RESET);
		return this;
	}

	Script leave() {
		this.steps.add(Step.Plain.LEAVE);
		return this;
	}

	Script reopen() {
		this.steps.add(Step.Plain.REOPEN);
		return this;
	}

	/**
	 * Ends the connection in any way that a client has.
	 */
	Script end(FuzzRandom random) {
		return switch (random.below(4)) {
			case 0 -> reset();
			case 1 -> leave();
			default -> finish();
		};
	}

	/**
	 * Ends a WebSocket in any way that a client has.
	 */
	Script endSocket(FuzzRandom random) {
		if (random.oneIn(3)) {
			return send(WireFrame.close(random, random.pick(List.of(1000, 1001, 1011, 3000, 4999)))).awaitEnd();
		}
		return end(random);
	}

	List<Step> steps() {
		return List.copyOf(this.steps);
	}

}
