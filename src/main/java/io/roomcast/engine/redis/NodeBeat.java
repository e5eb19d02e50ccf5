package io.roomcast.engine.redis;

/**
 * A sign of life of a node.
 *
 * @param counter counts its beats
 * @param clients how many clients it has
 * @param name what people call it
 */
record NodeBeat(long counter, long clients, String name) {

	static NodeBeat parse(String text) {
		String[] fields = text.split(" ", 3);
		return new NodeBeat(Long.parseLong(fields[0]), Long.parseLong(fields[1]), fields[2]);
	}

}
