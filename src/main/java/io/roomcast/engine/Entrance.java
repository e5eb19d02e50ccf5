package io.roomcast.engine;

import io.roomcast.fanout.Subscriber;
import org.jspecify.annotations.Nullable;

/**
 * A client on its way into a room.
 *
 * @param occupant the client, under the nick that it wants
 * @param subscriber connects it
 * @param reservation what it has reserved its nick with; null if it has not
 */
public record Entrance(String room, LocalOccupant occupant, Subscriber subscriber, @Nullable Reservation reservation) {

}
