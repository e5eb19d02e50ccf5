/**
 * Tests of what operators see.
 */
@NullMarked
package io.roomcast.ops;

import org.jspecify.annotations.NullMarked;
