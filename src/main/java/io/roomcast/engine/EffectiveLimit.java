package io.roomcast.engine;

/**
 * A bound of this node as it came out at the start, perhaps from what the machine allows.
 * Every bean of this type is in the line that tells of the start.
 *
 * @param name what is bounded, in the plural
 * @param value how many there may be, the largest number for no bound
 */
public record EffectiveLimit(String name, int value) {

	/**
	 * Returns what people are told.
	 */
	@Override
	public String toString() {
		return ((this.value < Integer.MAX_VALUE) ? this.value : "any number of") + " " + this.name;
	}

}
