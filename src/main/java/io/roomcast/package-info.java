/**
 * The application class. Each package below has one duty, which its own page says.
 */
@NullMarked
package io.roomcast;

import org.jspecify.annotations.NullMarked;
