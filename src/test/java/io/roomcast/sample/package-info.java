/**
 * How an application extends the service: src/docs/EXTENDING.md shows this.
 */
@NullMarked
package io.roomcast.sample;

import org.jspecify.annotations.NullMarked;
