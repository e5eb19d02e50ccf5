package io.roomcast.ws;

/**
 * How large a client's messages may be, in bytes of payload.
 *
 * @param textBytes the limit of text messages; in JSON it is that of the whole frame, and
 * the codec judges the text in it
 * @param binaryBytes the limit of binary messages
 */
record MessageLimits(int textBytes, int binaryBytes) {

}
