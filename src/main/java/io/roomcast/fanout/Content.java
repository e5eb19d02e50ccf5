package io.roomcast.fanout;

/**
 * What an entry says, as the bytes that go to the sockets: whole WebSocket frames (RFC
 * 6455, unmasked), made by {@link Frames}. A pump thread asks once for each and keeps the
 * answer; an empty array means that this side sees nothing.
 */
public interface Content {

	/**
	 * About how many bytes a rendering takes; weighs the entry in its log.
	 */
	int size();

	/**
	 * What everybody but the sender sees.
	 */
	byte[] common();

	/**
	 * What the sender of the entry sees.
	 */
	byte[] own();

}
