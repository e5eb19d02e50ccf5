package io.roomcast.fanout;

/**
 * What an entry says, and how it is rendered: as whole WebSocket frames (RFC 6455,
 * unmasked, see {@link Frames}), at most once for each format and for each of the two
 * sides, the sender and the others. An empty array means that this side sees nothing.
 * Called by pump threads.
 */
public interface Content {

	/**
	 * Returns how many bytes of memory it takes at most, without its renderings. Must
	 * always return the same.
	 */
	int size();

	/**
	 * Renders what everybody but the sender sees.
	 * @param position the position of a message; for a notice, that of the last message
	 * before it
	 * @param at when it was added, in milliseconds since 1970, UTC
	 */
	byte[] forOthers(Format format, Position position, long at);

	/**
	 * Renders what the sender sees.
	 */
	byte[] forSender(Format format, Position position, long at);

}
