@NullMarked
package io.roomcast.pages;

import org.jspecify.annotations.NullMarked;
