/**
 * Tests of how much clients may ask of this node.
 */
@NullMarked
package io.roomcast.limit;

import org.jspecify.annotations.NullMarked;
