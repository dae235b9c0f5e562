package dev.chirp.internal.process;

import java.time.Duration;
import java.util.Optional;

/**
 * How an invocation ended.
 *
 * @param payload the function's answer, or the error as JSON
 * @param failed if the payload is an error
 * @param replied whether that came from the function; false if it did not start, ended or ran out
 *     of time
 * @param duration of the handler
 * @param init how long the process took to be ready, if this was its first invocation
 * @param memory the most that the process ever used, in MB; 0 where the machine does not tell
 */
public record InvocationOutcome(
    String payload,
    boolean failed,
    boolean replied,
    Duration duration,
    Optional<Duration> init,
    int memory) {}
