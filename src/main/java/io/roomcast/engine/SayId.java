package io.roomcast.engine;

/**
 * A sender's own id for a message.
 *
 * @param id the id; without line breaks
 * @param fingerprint tells the message from another one
 */
public record SayId(String id, int fingerprint) {

}
