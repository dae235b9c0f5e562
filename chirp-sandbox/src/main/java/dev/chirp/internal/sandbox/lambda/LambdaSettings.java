package dev.chirp.internal.sandbox.lambda;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Settings of the sandbox's Lambda.
 *
 * @param directory the folder for its state, zips and unzipped code
 * @param changes decides the outcome of each change
 * @param concurrency the most invocations that run at once
 * @param retryDelay the delay before a failed asynchronous invocation is retried
 * @param runtimeInterfaceClient the jars of AWS's runtime interface client, requested when a
 *     function first runs
 * @param operatingSystem the value of {@code os.name}; except on Linux, Chirp's own loop runs
 *     functions
 * @param clock the clock for the functions' states
 */
public record LambdaSettings(
    Path directory,
    Changes changes,
    int concurrency,
    Duration retryDelay,
    Supplier<List<Path>> runtimeInterfaceClient,
    String operatingSystem,
    Clock clock) {}
