package io.roomcast.bench.load;

/**
 * Told when the measured time begins and ends, to read what the server has used.
 */
public interface Watch {

	void begin();

	void end();

}
