/**
 * The rules: who may join, what names may be, and what each client is told. There is one
 * conversation for each connection.
 */
@NullMarked
package io.roomcast.chat;

import org.jspecify.annotations.NullMarked;
