package io.roomcast.fanout;

/**
 * A message in a log.
 *
 * @param at when it was added, in milliseconds since 1970, UTC
 */
public record StoredMessage(Content content, Position position, long at) {

}
