package io.roomcast.fanout;

/**
 * A place among the messages of a room.
 *
 * @param epoch which log of the room: a room that was forgotten and made again has
 * another
 * @param offset the message's number in it, from 1 on; 0 is before the first
 */
public record Position(long epoch, long offset) {

}
