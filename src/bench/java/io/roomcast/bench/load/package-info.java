/**
 * The load: all clients of a scenario on one thread and one selector, so that they cost
 * the server's machine little. Every delivery is checked: its text, its order, and that
 * none is lost or comes twice.
 */
@NullMarked
package io.roomcast.bench.load;

import org.jspecify.annotations.NullMarked;
