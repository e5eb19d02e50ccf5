package io.roomcast.chat;

/**
 * Somebody in a room.
 *
 * @param nick the name, unlike any other in the room
 * @param client the number, unlike any other ever
 */
public record Member(String nick, long client) {

}
