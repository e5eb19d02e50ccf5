package io.roomcast.engine;

/**
 * A nick that is reserved in a room for a client about to join.
 *
 * @param token tells it from all others of this node
 */
public record Reservation(String room, String nick, long token) {

}
