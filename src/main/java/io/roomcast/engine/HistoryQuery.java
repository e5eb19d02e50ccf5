package io.roomcast.engine;

import io.roomcast.fanout.HistoryPage;
import io.roomcast.fanout.Position;
import io.roomcast.fanout.Room;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a room's history is asked for.
 *
 * @param position the message before or after which the part lies; null for the end of
 * the history to read backwards from, or its beginning to read forwards from
 * @param isBackwards whether the part lies before the position
 * @param limit how many messages at most
 */
public record HistoryQuery(@Nullable Position position, boolean isBackwards, int limit) {

	/**
	 * Returns the part out of a room that is in memory.
	 */
	public HistoryPage read(Room room) {
		return this.isBackwards ? room.pageBefore(this.position, this.limit)
				: room.pageAfter(this.position, this.limit);
	}

}
