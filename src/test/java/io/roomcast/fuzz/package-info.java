/**
 * Whatever a stranger may send to the port: seeded inputs of all kinds from raw sockets,
 * and what must hold meanwhile and afterwards. Knows the wire, and nothing of the
 * service's code.
 */
@NullMarked
package io.roomcast.fuzz;

import org.jspecify.annotations.NullMarked;
