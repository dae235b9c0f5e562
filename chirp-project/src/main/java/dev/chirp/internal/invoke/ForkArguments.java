package dev.chirp.internal.invoke;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the fork is told on its command line.
 *
 * @param directory where the outcome is written
 * @param handler Lambda's handler string
 * @param limited false under a debugger: nobody steps through code in nine seconds
 * @param traceHeader of the invocation, for AWS X-Ray
 * @param startedMillis when the JVM was asked for, by the clock of this machine
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

  /** The inverse of {@link #parse}. */
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
