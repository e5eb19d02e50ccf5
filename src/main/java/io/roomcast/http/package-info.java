/**
 * The REST edge: plain HTTP on the port that the sockets use.
 */
@NullMarked
package io.roomcast.http;

import org.jspecify.annotations.NullMarked;
