/**
 * Tests of the rules of chatting.
 */
@NullMarked
package io.roomcast.chat;

import org.jspecify.annotations.NullMarked;
