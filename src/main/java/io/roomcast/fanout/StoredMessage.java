package io.roomcast.fanout;

/**
 * A message that has its place.
 *
 * @param at when it got it, in milliseconds since 1970, UTC
 */
public record StoredMessage(Content content, Position position, long at) {

}
