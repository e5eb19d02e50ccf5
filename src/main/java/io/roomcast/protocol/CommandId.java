package io.roomcast.protocol;

/**
 * A client's own name for a command. Whatever answers the command carries it as it is.
 *
 * @param text its characters, or its digits as the client wrote them
 * @param number whether it is a number in JSON, not a string
 */
public record CommandId(String text, boolean number) {

}
