/**
 * The socket edge: handshakes, the handler that Spring calls, event streams, reading and
 * writing of Jetty's sockets, heartbeat and close, and the drain of a node that stops.
 */
@NullMarked
package io.roomcast.ws;

import org.jspecify.annotations.NullMarked;
