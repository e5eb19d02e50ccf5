package io.roomcast.fanout;

/**
 * A message that got its position from elsewhere.
 *
 * @param sender the number of the client that sent it; 0 for none
 * @param at when it got its position, in milliseconds since 1970, UTC
 */
public record Placed(Content content, long sender, Position position, long at) {

}
