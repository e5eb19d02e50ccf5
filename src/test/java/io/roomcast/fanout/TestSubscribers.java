package io.roomcast.fanout;

/**
 * Makes subscribers of both formats.
 */
final class TestSubscribers {

	private TestSubscribers() {
	}

	/**
	 * Makes a subscriber whose protocol knows no gaps.
	 */
	static Subscriber text(long id, Outlet outlet) {
		return new Subscriber(id, outlet, Format.TEXT, null);
	}

	/**
	 * Has frames wait for a subscriber alone.
	 */
	static void sendTo(Room room, Subscriber subscriber, byte[] frames) {
		subscriber.outbox().add(frames);
		room.attend(subscriber);
	}

	/**
	 * Makes a subscriber that is told of a gap as {@code gap 1 10}: the messages 2 to 10
	 * are missing.
	 */
	static Subscriber json(long id, Outlet outlet) {
		return new Subscriber(id, outlet, Format.JSON,
				(room, after, position) -> Frames.text("gap " + after.offset() + " " + position.offset()));
	}

}
