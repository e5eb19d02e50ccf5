package io.roomcast.chat;

import io.roomcast.protocol.Cursor;

/**
 * A room.
 *
 * @param cursor the position of its last message
 */
public record RoomDetail(String room, long clients, Cursor cursor) {

}
