/**
 * The application class, alone. Each package beside it has one duty and says it.
 */
@NullMarked
package io.roomcast;

import org.jspecify.annotations.NullMarked;
