/**
 * What the fan-out core costs by itself: JMH benchmarks, each named after its question,
 * with outlets that lead nowhere.
 */
@NullMarked
package io.roomcast.bench.core;

import org.jspecify.annotations.NullMarked;
