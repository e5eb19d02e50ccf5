/**
 * The engine of several nodes: Redis orders what is said and keeps it, and each node
 * holds a copy of the rooms that it has clients in.
 */
@NullMarked
package io.roomcast.engine.redis;

import org.jspecify.annotations.NullMarked;
