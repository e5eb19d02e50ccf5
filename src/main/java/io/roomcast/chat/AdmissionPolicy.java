package io.roomcast.chat;

import org.jspecify.annotations.Nullable;

/**
 * Decides who may enter a room, and who may speak there. A bean of this type replaces the
 * service's own rules: what the token says, or everybody without tokens. It is asked by
 * many threads at once, among them those that read the sockets, and under the lock of a
 * client's session: it must not block, and not call the chat. If it throws, the answer is
 * no, and the exception is logged and counted in {@code roomcast.failures}.
 */
public interface AdmissionPolicy {

	/**
	 * Returns whether somebody may enter a room: hear what is said there, see who is
	 * there, and read its history. Asked at each connect, join and request, and for each
	 * room when a token is renewed. Not asked for whoever has the API key.
	 * @param who as the token says; null if the service asks for no tokens
	 * @param room its name; if a request asks, it may break the rule for names
	 */
	boolean mayEnter(@Nullable Identity who, String room);

	/**
	 * Returns whether somebody who may enter a room may speak there. Asked for each
	 * message.
	 */
	boolean maySpeak(@Nullable Identity who, String room);

}
