package io.roomcast.engine;

import io.roomcast.fanout.Position;

/**
 * A room, as it was at one moment.
 *
 * @param clients how many are in it, those that are away included
 * @param position the position of its last message
 */
public record RoomState(String name, int clients, Position position) {

}
