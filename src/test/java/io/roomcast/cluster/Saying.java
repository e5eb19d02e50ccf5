package io.roomcast.cluster;

/**
 * What a client says in a room.
 *
 * @param text said by no other client and by this one once; its id, too
 */
record Saying(String room, String text) {

}
