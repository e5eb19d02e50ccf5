/**
 * What can be said: commands of clients, events for clients and refusals, as records; and
 * the codecs of both protocols, which turn them into text and back.
 */
@NullMarked
package io.roomcast.protocol;

import org.jspecify.annotations.NullMarked;
