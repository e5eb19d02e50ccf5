package io.roomcast.fanout;

/**
 * The position of a message in its room.
 *
 * @param epoch tells the room's logs apart: a room that was dropped and made again has
 * another one
 * @param offset the number of the message in that log, from 1 on; 0 is before the first
 */
public record Position(long epoch, long offset) {

}
