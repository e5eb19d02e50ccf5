package io.roomcast.fanout;

/**
 * Two subscribers to one room, over sockets that take what a test lets them, and passes
 * that run when it says so.
 */
abstract class AliceAndBob {

	static final Limits SMALL = Limits.defaults()
		.withLog(8, 100_000)
		.withLag(6, 100_000)
		.withWriteBytes(64)
		.withNoticesUpTo(42);

	final ManualExecutor pump = new ManualExecutor();

	final Hub hub = this.pump.newHub(SMALL);

	final FakeOutlet alice = new FakeOutlet();

	final FakeOutlet bob = new FakeOutlet();

	final Subscriber aliceSubscriber = TestSubscribers.text(1, this.alice);

	final Subscriber bobSubscriber = TestSubscribers.text(2, this.bob);

	/**
	 * Adds alice and then bob to the room, and delivers what they and others are told.
	 */
	final Room bothIn() {
		join(this.aliceSubscriber, "alice");
		Room room = join(this.bobSubscriber, "bob");
		this.pump.runAll();
		return room;
	}

	final Room join(Subscriber subscriber, String name) {
		return this.hub.join("room", subscriber, new Joining(Start.NOW, (joined) -> Frames.text("welcome " + name),
				TestContent.forOthers(name + " joined")));
	}

	final void leave(Room room, Subscriber subscriber, TestContent notice) {
		this.hub.leave(room, subscriber, notice, TestLeave.ignored());
	}

	final void leave(Room room, Subscriber subscriber, TestContent notice, Runnable whenServed) {
		this.hub.leave(room, subscriber, notice, TestLeave.whenServed(whenServed));
	}

}
