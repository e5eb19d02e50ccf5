/**
 * Tests of what can be said and how it looks on the wire.
 */
@NullMarked
package io.roomcast.protocol;

import org.jspecify.annotations.NullMarked;
