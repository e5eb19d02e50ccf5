/**
 * Tests of the REST edge.
 */
@NullMarked
package io.roomcast.http;

import org.jspecify.annotations.NullMarked;
