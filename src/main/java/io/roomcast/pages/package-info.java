/**
 * The pages: which files are served from the jar, and what their documents may do in a
 * browser.
 */
@NullMarked
package io.roomcast.pages;

import org.jspecify.annotations.NullMarked;
