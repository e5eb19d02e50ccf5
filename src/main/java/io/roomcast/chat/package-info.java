/**
 * The rules: who may join, what names may be, and what each client is told. A session is
 * a client, a conversation one of its connections, a membership its stay in one room.
 */
@NullMarked
package io.roomcast.chat;

import org.jspecify.annotations.NullMarked;
