/**
 * How Jetty is set up to serve HTTP: limits, errors, and answers that no thread waits
 * for.
 */
@NullMarked
package io.roomcast.container;

import org.jspecify.annotations.NullMarked;
