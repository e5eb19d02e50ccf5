/**
 * How an application extends the service: src/docs/EXTENDING.md shows this.
 */
@NullMarked
package org.example.house;

import org.jspecify.annotations.NullMarked;
