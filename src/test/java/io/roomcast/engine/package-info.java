/**
 * Tests of the engine and its settings, and an engine for the tests of other packages.
 */
@NullMarked
package io.roomcast.engine;

import org.jspecify.annotations.NullMarked;
