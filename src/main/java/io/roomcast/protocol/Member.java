package io.roomcast.protocol;

/**
 * A client in a room.
 *
 * @param nick its name, unique in the room
 * @param client its number, never used for another client
 */
public record Member(String nick, long client) {

}
