/**
 * Tests of the engine of several nodes, against a real Redis.
 */
@NullMarked
package io.roomcast.engine.redis;

import org.jspecify.annotations.NullMarked;
