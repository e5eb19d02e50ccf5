/**
 * Tests of the fan-out without a socket: fake outlets, and an executor that runs a task
 * when a test says so.
 */
@NullMarked
package io.roomcast.fanout;

import org.jspecify.annotations.NullMarked;
