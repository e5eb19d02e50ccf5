package io.roomcast.fanout;

import io.roomcast.fanout.JoinResult.WelcomeEncoder;
import org.jspecify.annotations.Nullable;

/**
 * How a subscriber is to join its room.
 *
 * @param start where in the log it starts
 * @param welcome encodes the frames that it gets before anything else
 * @param notice what the others are told; null if the client has been in the room all the
 * time, without a subscriber: then it is not counted again
 */
public record Joining(Start start, WelcomeEncoder welcome, @Nullable Content notice) {

}
