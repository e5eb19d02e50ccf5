/**
 * What operators see: meters, health, what a node is, and the line that tells of its
 * start.
 */
@NullMarked
package io.roomcast.ops;

import org.jspecify.annotations.NullMarked;
