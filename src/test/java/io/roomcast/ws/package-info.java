/**
 * Tests of the socket edge.
 */
@NullMarked
package io.roomcast.ws;

import org.jspecify.annotations.NullMarked;
