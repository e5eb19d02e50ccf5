package io.roomcast.fanout;

/**
 * The part of an outlet that a test of rooms does not need: its writers are never many,
 * and nothing is sent but what rooms write.
 */
public abstract class TestOutlet implements Outlet {

	@Override
	public void giveUp(WriteWaiter writer) {
		// Nobody else waits.
	}

	@Override
	public void send(byte[] frames) {
		// No test asks for it.
	}

	@Override
	public void closeWhenServed(Disconnect disconnect) {
		close(disconnect);
	}

	@Override
	public boolean deferUntilSent(Runnable action, int limit) {
		return false;
	}

}
