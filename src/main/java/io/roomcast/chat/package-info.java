/**
 * The rules: who may join, what a name may be, what is said to whom. One conversation per
 * connection.
 */
@NullMarked
package io.roomcast.chat;

import org.jspecify.annotations.NullMarked;
