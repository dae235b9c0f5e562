package dev.chirp.internal.sandbox.lambda;

import java.time.Instant;
import java.util.List;

/** Where the lines that functions log go. */
public interface LogSink {
  /** Makes group and stream where they are missing, as Lambda does. */
  void append(Stream stream, List<Line> lines);

  /** Where a process logs to: {@code /aws/lambda/<function>}, and a stream of its own. */
  record Stream(String account, String region, String group, String name) {}

  record Line(Instant at, String text) {}
}
