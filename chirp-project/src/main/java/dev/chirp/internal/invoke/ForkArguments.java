package dev.chirp.internal.invoke;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The command-line arguments of the fork.
 *
 * @param directory the folder for the outcome
 * @param handler Lambda's handler string
 * @param limited false under a debugger, where stepping through code takes time
 * @param traceHeader of the invocation, for AWS X-Ray
 * @param startedMillis the time when the JVM was started, by this machine's clock
 */
record ForkArguments(
    Path directory,
    String handler,
    String functionName,
    Duration timeout,
    int memorySize,
    boolean limited,
    String traceHeader,
    long startedMillis) {

  static ForkArguments parse(String[] args) {
    return new ForkArguments(
        Path.of(args[0]),
        args[1],
        args[2],
        Duration.ofSeconds(Long.parseLong(args[3])),
        Integer.parseInt(args[4]),
        Boolean.parseBoolean(args[5]),
        args[6],
        Long.parseLong(args[7]));
  }

  /** Returns the arguments as a list, the inverse of {@link #parse}. */
  List<String> toList() {
    return List.of(
        directory.toString(),
        handler,
        functionName,
        Long.toString(timeout.toSeconds()),
        Integer.toString(memorySize),
        Boolean.toString(limited),
        traceHeader,
        Long.toString(startedMillis));
  }

  long nanosSinceStart() {
    return Math.max(0, System.currentTimeMillis() - startedMillis) * 1_000_000;
  }
}
