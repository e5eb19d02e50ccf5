package io.roomcast.engine;

import io.roomcast.fanout.Content;
import io.roomcast.fanout.Position;

/**
 * Turns what entries say into bytes and back, for engines that keep them outside of this
 * process. Any thread may call.
 */
public interface Contents {

	/**
	 * Encodes a message, or a notice that a client joined or left.
	 */
	byte[] encode(Content content);

	/**
	 * Decodes what another node may have encoded.
	 * @param room the name of the room that it was said in
	 * @throws IllegalArgumentException if the bytes are not what {@link #encode} returns
	 */
	Content decode(String room, byte[] bytes);

	/**
	 * Makes the notice that a client joined.
	 */
	Content joined(String room, String nick, long client);

	/**
	 * Makes the notice that a client left.
	 */
	Content left(String room, String nick, long client);

	/**
	 * Makes the notice that messages are gone.
	 * @param after the last message before the gap
	 * @param position the message after which it goes on
	 */
	Content gap(String room, Position after, Position position);

}
