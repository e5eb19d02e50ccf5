/**
 * Orders what is said and keeps it: gives every message its place in its room. One engine
 * works in memory.
 */
@NullMarked
package io.roomcast.engine;

import org.jspecify.annotations.NullMarked;
