package io.roomcast.fanout;

/**
 * A writer that runs an action each time that it is woken.
 */
public final class TestWriter extends WriteWaiter {

	private final Runnable whenWoken;

	public TestWriter(Runnable whenWoken) {
		this.whenWoken = whenWoken;
	}

	@Override
	public void wake() {
		this.whenWoken.run();
	}

}
