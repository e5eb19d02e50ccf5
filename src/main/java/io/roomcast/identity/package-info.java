/**
 * Who is calling: reads the API key and the tokens (JWT, RFC 7519) of requests, and turns
 * what they say into what the chat knows of an identity.
 */
@NullMarked
package io.roomcast.identity;

import org.jspecify.annotations.NullMarked;
