/**
 * Who is calling, tried with the tokens of a real authorization server.
 */
@NullMarked
package io.roomcast.identity;

import org.jspecify.annotations.NullMarked;
