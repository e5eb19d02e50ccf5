/**
 * Orders what is said and keeps it: gives every message its position in its room. The one
 * engine works in memory.
 */
@NullMarked
package io.roomcast.engine;

import org.jspecify.annotations.NullMarked;
