/**
 * The socket edge: the handler that Spring calls, handshakes, closes, heartbeat, and the
 * way from a room to Jetty's sockets.
 */
@NullMarked
package io.roomcast.ws;

import org.jspecify.annotations.NullMarked;
