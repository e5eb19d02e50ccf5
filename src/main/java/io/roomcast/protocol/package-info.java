/**
 * What can be said: commands of clients, events for clients and refusals, as records, and
 * the codecs of both protocols.
 */
@NullMarked
package io.roomcast.protocol;

import org.jspecify.annotations.NullMarked;
