package io.roomcast.fanout;

/**
 * Joins of which no other subscriber is told.
 */
final class TestJoin {

	private TestJoin() {
	}

	/**
	 * Adds a subscriber to a room. It gets no frame for it.
	 */
	static Room silently(Hub hub, String room, Subscriber subscriber) {
		return hub.join(room, subscriber, new Joining(Start.NOW, (joined) -> Frames.none(), TestContent.none()));
	}

	/**
	 * Adds a subscriber to a room. It gets the text "welcome".
	 */
	static Room welcomed(Hub hub, String room, Subscriber subscriber) {
		return hub.join(room, subscriber,
				new Joining(Start.NOW, (joined) -> Frames.text("welcome"), TestContent.none()));
	}

}
