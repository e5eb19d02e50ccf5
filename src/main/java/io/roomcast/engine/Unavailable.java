package io.roomcast.engine;

import java.time.Duration;

/**
 * Something was not done, as the engine could not do it in time.
 *
 * @param sentence says what is not to be had
 * @param retryAfter when it is worth another try
 */
public record Unavailable(String sentence, Duration retryAfter) implements SayResult {

}
