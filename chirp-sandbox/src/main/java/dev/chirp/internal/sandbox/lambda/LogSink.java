package dev.chirp.internal.sandbox.lambda;

import java.time.Instant;
import java.util.List;

/** Receives the lines that functions log. */
public interface LogSink {
  /** Appends lines. Creates missing log groups and streams, as Lambda does. */
  void append(Stream stream, List<Line> lines);

  /** The log stream of a process, in the group {@code /aws/lambda/<function>}. */
  record Stream(String account, String region, String group, String name) {}

  record Line(Instant at, String text) {}
}
