/**
 * Tests of the container's settings.
 */
@NullMarked
package io.roomcast.container;

import org.jspecify.annotations.NullMarked;
