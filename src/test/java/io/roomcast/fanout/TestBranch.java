package io.roomcast.fanout;

import java.util.ArrayList;
import java.util.List;

/**
 * A branch of what is said in a room: gives messages their positions, as a server beside
 * this process does.
 */
final class TestBranch {

	private static final long SENDER = 99;

	private static final Content GAP = TestContent.forOthers("gap");

	private final long nonce;

	private Position end;

	private TestBranch(Position end, long nonce) {
		this.end = end;
		this.nonce = nonce;
	}

	/**
	 * Begins a log.
	 */
	static TestBranch of(long epoch, long nonce) {
		return new TestBranch(new Position(epoch, 0, Position.NO_NONCE), nonce);
	}

	/**
	 * Begins a branch that goes on from here with other messages.
	 */
	TestBranch fork(long nonce) {
		return new TestBranch(this.end, nonce);
	}

	/**
	 * Returns the position of the last message.
	 */
	Position end() {
		return this.end;
	}

	List<Placed> say(String... texts) {
		List<Placed> said = new ArrayList<>();
		for (String text : texts) {
			said.add(place(TestContent.of(text), SENDER));
		}
		return said;
	}

	Placed say(Subscriber sender, String text) {
		return place(TestContent.of(text), sender.id());
	}

	private Placed place(Content content, long sender) {
		this.end = new Position(this.end.epoch(), this.end.offset() + 1, this.nonce);
		return new Placed(content, sender, this.end, System.currentTimeMillis());
	}

	/**
	 * Opens a room that has the history of this branch.
	 */
	Room open(Hub hub, List<Placed> history) {
		return hub.open("room", history, this.end);
	}

	/**
	 * Has a room go on from here, with the text "gap" for all.
	 */
	void replace(Room room, List<Placed> history) {
		room.breakOff(history, this.end, GAP);
	}

}
