/**
 * The yardstick: the chat as most would write it, a loop over the sessions of the room,
 * on the same container.
 */
@NullMarked
package io.roomcast.bench.naive;

import org.jspecify.annotations.NullMarked;
