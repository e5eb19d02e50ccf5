package io.roomcast.engine;

import io.roomcast.harness.RunningChat;

/**
 * Two nodes of one service, which may be one and the same.
 */
record NodePair(RunningChat first, RunningChat second) {

}
