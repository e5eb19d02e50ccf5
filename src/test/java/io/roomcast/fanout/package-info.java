/**
 * The core without a socket: fake outlets and an executor that is turned by hand.
 */
@NullMarked
package io.roomcast.fanout;

import org.jspecify.annotations.NullMarked;
