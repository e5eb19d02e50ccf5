/**
 * What operators see: meters of clients, rooms and traffic.
 */
@NullMarked
package io.roomcast.ops;

import org.jspecify.annotations.NullMarked;
