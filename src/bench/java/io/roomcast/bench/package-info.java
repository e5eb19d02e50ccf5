/**
 * The benchmarks of the project: the service against a naive one, end to end, and its
 * core by itself.
 */
@NullMarked
package io.roomcast.bench;

import org.jspecify.annotations.NullMarked;
