package io.roomcast.fanout;

/**
 * What an entry says. It is rendered once for each format and side that is asked for, as
 * whole WebSocket frames (RFC 6455, unmasked, see {@link Frames}). An empty array means
 * that this side sees nothing. Pump threads ask.
 */
public interface Content {

	/**
	 * How many bytes of memory it takes, at the most, whatever its renderings take. Must
	 * always be the same.
	 */
	int size();

	/**
	 * What everybody but the sender sees.
	 * @param position the place of a message; for a notice that of the last message before it
	 * @param at when it was added, in milliseconds since 1970, UTC
	 */
	byte[] forOthers(Format format, Position position, long at);

	/**
	 * What the sender sees.
	 */
	byte[] forSender(Format format, Position position, long at);

}
