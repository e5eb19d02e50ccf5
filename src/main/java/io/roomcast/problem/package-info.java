/**
 * The one form in which HTTP requests are refused: problem details (RFC 9457), each with
 * a code for programs.
 */
@NullMarked
package io.roomcast.problem;

import org.jspecify.annotations.NullMarked;
