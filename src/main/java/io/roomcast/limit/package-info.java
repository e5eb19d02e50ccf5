/**
 * How much clients may ask of this node: how many of them there may be, from one address
 * and in all, how fast they may connect and send, and how many rooms they may have made.
 */
@NullMarked
package io.roomcast.limit;

import org.jspecify.annotations.NullMarked;
