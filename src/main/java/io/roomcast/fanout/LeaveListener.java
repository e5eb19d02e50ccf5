package io.roomcast.fanout;

/**
 * Hears how a subscriber leaves its room.
 */
public interface LeaveListener {

	/**
	 * Called when the client has left, before anybody else can hear of it; not if it
	 * stays in the room without a subscriber. Runs under the room's lock: must neither
	 * block nor take a lock.
	 */
	void onLeft();

	/**
	 * Called when the subscriber has got everything that was said before it left; never
	 * if its socket takes no more bytes. Runs on any thread.
	 */
	void onServed();

}
