/**
 * The servers that are compared, each a process of its own, and what they use of the
 * machine.
 */
@NullMarked
package io.roomcast.bench.server;

import org.jspecify.annotations.NullMarked;
