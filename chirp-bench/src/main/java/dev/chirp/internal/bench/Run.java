package dev.chirp.internal.bench;

import dev.chirp.internal.bench.Measurement.Variant;
import dev.chirp.internal.bench.VariantResult.Sample;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.process.InvocationEvent;
import dev.chirp.internal.process.InvocationResult;
import dev.chirp.internal.process.TimedProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One process of a variant, measured from start to end.
 *
 * @param directory for the process's log
 * @param warm invocations after the first
 */
record Run(Path directory, int warm, StatusCheck expected) {
  /** The number of log lines shown when a process fails. */
  private static final int LINES = 40;

  private static final double NANOS = 1e6;

  Sample of(Variant variant) {
    Path log = directory.resolve("bench.log");
    try (TimedProcess process = TimedProcess.start(variant.launch(), event(variant, 0), log)) {
      TimedProcess.First first = process.first();
      check(variant, 0, first.result(), log);
      Duration before = process.cpu();
      List<Double> times = new ArrayList<>();
      for (int n = 1; n <= warm; n++) {
        InvocationResult response = process.invoke(event(variant, n));
        check(variant, n, response, log);
        times.add(millis(response.duration()));
      }
      Duration used = process.cpu().minus(before);
      return new Sample(
          millis(first.result().init().orElseThrow()),
          millis(first.result().duration()),
          millis(first.cpu()),
          first.result().memory(),
          times,
          warm == 0 ? 0 : Math.max(0, millis(used)) / warm,
          process.memory());
    } finally {
      delete(log);
    }
  }

  private static InvocationEvent event(Variant variant, int invocation) {
    return InvocationEvent.of(
        variant.launch().environment().getOrDefault("AWS_LAMBDA_FUNCTION_NAME", "bench"),
        variant.event(invocation));
  }

  private void check(Variant variant, int invocation, InvocationResult response, Path log) {
    Optional<String> problem = expected.problem(variant.event(invocation), response);
    if (problem.isPresent()) {
      throw ChirpException.project(
          "%s: invocation %d %s%n%s"
              .formatted(variant.name(), invocation + 1, problem.get(), end(log)));
    }
  }

  private static String end(Path log) {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      return lines.isEmpty()
          ? "The process logged nothing."
          : "The process's log:\n"
              + String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    } catch (IOException e) {
      return "Cannot read the process's log: " + e;
    }
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / NANOS;
  }

  private static void delete(Path log) {
    try {
      Files.deleteIfExists(log);
    } catch (IOException ignored) {
      // The directory is deleted later.
    }
  }
}
