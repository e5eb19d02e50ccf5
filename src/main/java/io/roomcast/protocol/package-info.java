/**
 * What can be said: commands of clients, events for clients and refusals, as records; and
 * the codec that turns them into text and back.
 */
@NullMarked
package io.roomcast.protocol;

import org.jspecify.annotations.NullMarked;
