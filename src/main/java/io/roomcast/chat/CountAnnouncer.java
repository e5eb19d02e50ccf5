package io.roomcast.chat;

import io.roomcast.engine.Engine;
import io.roomcast.fanout.Room;

/**
 * Tells the clients of rooms that are too large for notices how many there are, if that
 * has changed since the last run. Run by one thread at a time.
 */
final class CountAnnouncer implements Runnable {

	private final Engine engine;

	CountAnnouncer(Engine engine) {
		this.engine = engine;
	}

	@Override
	public void run() {
		this.engine.failures().contain("telling counts", () -> this.engine.rooms().forEach(CountAnnouncer::announce));
	}

	private static void announce(Room room) {
		room.takeUntoldClients().ifPresent((clients) -> room.announce(new ChatContent.Count(room.name(), clients)));
	}

}
