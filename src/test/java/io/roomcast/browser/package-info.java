/**
 * Tests of the pages in a real browser, and what they are made of: Debian's Chromium
 * without a screen, and objects that do on a page what a person does. Skipped where there
 * is no Chromium.
 */
@NullMarked
package io.roomcast.browser;

import org.jspecify.annotations.NullMarked;
