/**
 * Tests of the WebSocket edge.
 */
@NullMarked
package io.roomcast.ws;

import org.jspecify.annotations.NullMarked;
