package io.roomcast.protocol;

/**
 * What became of something that a client sent.
 */
public sealed interface Decoded permits Command, Refusal {

}
