package dev.chirp.internal.sandbox.lambda;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * How the sandbox's Lambda behaves.
 *
 * @param directory where its state, its zips and what is unzipped are kept
 * @param changes what becomes of each change
 * @param concurrency how many invocations run at once
 * @param retryDelay before an event that nobody waits for and that failed is tried again
 * @param runtimeInterfaceClient the jars of AWS's runtime interface client, asked for when a
 *     function is first run
 * @param operatingSystem as {@code os.name} has it; off Linux Chirp's own invoker runs functions
 * @param clock by which states pass
 */
public record LambdaSettings(
    Path directory,
    Changes changes,
    int concurrency,
    Duration retryDelay,
    Supplier<List<Path>> runtimeInterfaceClient,
    String operatingSystem,
    Clock clock) {}
