package io.roomcast.chat;

import io.roomcast.engine.Engine;

/**
 * What every conversation of this node works with.
 */
record ChatContext(Engine engine, Rooms rooms, RoomAccess access, ClientProperties properties) {

}
