package io.roomcast.engine;

/**
 * What every node must know of a session.
 *
 * @param client the client's number
 * @param nick the nick that it has in rooms for which it asks for none
 * @param secretHash a hash of what the client proves itself with, in base64url
 */
public record SessionRecord(long client, String nick, String secretHash) {

}
