/**
 * Tests of what orders and keeps.
 */
@NullMarked
package io.roomcast.engine;

import org.jspecify.annotations.NullMarked;
