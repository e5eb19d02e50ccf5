package io.roomcast.bench.load;

/**
 * What went wrong in a run; a server that causes any is not worth comparing.
 *
 * @param lost deliveries that never came
 * @param repeated deliveries that came before
 * @param disordered deliveries that came after a later one of the same sender
 * @param garbled deliveries with a wrong name or text
 * @param closed connections that the server ended
 */
public record Faults(long lost, long repeated, long disordered, long garbled, long closed) {

	public static final Faults NONE = new Faults(0, 0, 0, 0, 0);

	public boolean areNone() {
		return equals(NONE);
	}

	public Faults plus(Faults other) {
		return new Faults(this.lost + other.lost, this.repeated + other.repeated, this.disordered + other.disordered,
				this.garbled + other.garbled, this.closed + other.closed);
	}

}
