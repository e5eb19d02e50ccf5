package io.roomcast.chat;

import io.roomcast.engine.Reservation;
import io.roomcast.fanout.Start;
import io.roomcast.protocol.CommandId;
import org.jspecify.annotations.Nullable;

/**
 * Which room a client wants to join, and how.
 *
 * @param nick the nick that it wants there, or null for the one of its session
 * @param start where in the room's log it starts
 * @param id the id of its command, or null if it gave none
 * @param reservation what its nick is reserved with, or null if it is not
 */
record JoinRequest(String room, @Nullable String nick, Start start, @Nullable CommandId id,
		@Nullable Reservation reservation) {

}
