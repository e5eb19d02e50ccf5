package io.roomcast.engine;

/**
 * A bound of this node as it came out at the start, perhaps from what the machine allows.
 * Every bean of this type is in the line that tells of the start.
 *
 * @param name what is bounded, in the plural
 * @param value how many there may be
 */
public record EffectiveLimit(String name, long value) {

}
