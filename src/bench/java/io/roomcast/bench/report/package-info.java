/**
 * What came of it: all runs as JSON, their medians as a table and a chart.
 */
@NullMarked
package io.roomcast.bench.report;

import org.jspecify.annotations.NullMarked;
