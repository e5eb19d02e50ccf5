package io.roomcast.chat;

import java.time.Duration;

/**
 * Which clients whose connection was lost may come back.
 *
 * @param grace for how long one may be away; not at all if this is zero
 * @param maxClients how many may be away at once
 */
record Away(Duration grace, int maxClients) {

}
