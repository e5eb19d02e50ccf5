/**
 * Tests of commands and events, and of their forms on the wire.
 */
@NullMarked
package io.roomcast.protocol;

import org.jspecify.annotations.NullMarked;
