package io.roomcast.chat;

import io.roomcast.engine.Engine;
import io.roomcast.limit.ClientRates;

/**
 * What every conversation of this node works with.
 */
record ChatContext(Engine engine, ClientCommands commands, Sessions sessions, ClientProperties properties,
		ClientRates rates, RoomRights rights, TokenVerifier tokens, RoomEvents events) {

}
