package io.roomcast.chat;

/**
 * A room at a glance.
 */
public record RoomSummary(String room, long clients) {

}
