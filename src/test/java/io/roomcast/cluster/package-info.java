/**
 * Tests of several nodes on one Redis: what becomes of all that is said while one of them
 * fails. They know the wire only.
 */
@NullMarked
package io.roomcast.cluster;

import org.jspecify.annotations.NullMarked;
