/**
 * Trains the service for a quick start: run by the profile {@code aot}, not a part of the
 * service.
 */
package io.roomcast.aot;
