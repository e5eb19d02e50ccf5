/**
 * The hot core. A room is a log, a client is a cursor in it: what is appended to a room
 * goes to each subscriber's outlet as everything between its cursor and the head of the
 * log, in one write.
 */
@NullMarked
package io.roomcast.fanout;

import org.jspecify.annotations.NullMarked;
