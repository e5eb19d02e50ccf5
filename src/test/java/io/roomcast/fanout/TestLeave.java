package io.roomcast.fanout;

/**
 * A listener to a leave that passes on one of its calls at most.
 */
final class TestLeave implements LeaveListener {

	private Runnable whenLeft = TestLeave::doNothing;

	private Runnable whenServed = TestLeave::doNothing;

	static TestLeave ignored() {
		return new TestLeave();
	}

	static TestLeave whenLeft(Runnable action) {
		TestLeave listener = new TestLeave();
		listener.whenLeft = action;
		return listener;
	}

	static TestLeave whenServed(Runnable action) {
		TestLeave listener = new TestLeave();
		listener.whenServed = action;
		return listener;
	}

	private static void doNothing() {
		// As the name says.
	}

	@Override
	public void onLeft() {
		this.whenLeft.run();
	}

	@Override
	public void onServed() {
		this.whenServed.run();
	}

}
