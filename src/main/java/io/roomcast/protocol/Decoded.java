package io.roomcast.protocol;

/**
 * What a codec makes of something that a client sent.
 */
public sealed interface Decoded permits Command, Refusal {

}
