package dev.chirp.internal.serve;

import dev.chirp.internal.process.FunctionProcess;
import dev.chirp.internal.process.InvocationResult;
import dev.chirp.internal.sandbox.lambda.InvocationLogTail;
import dev.chirp.internal.serve.page.RequestRecord;
import dev.chirp.internal.serve.page.RequestRecord.Start;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Prints one invocation's log: the request id before the function's first line, its lines, and
 * Lambda's {@code REPORT} line. Each line begins with the function's name, because invocations
 * overlap.
 */
final class FunctionConsole implements FunctionProcess.Listener {
  private final PrintStream out;
  private final String function;
  private final String requestId;
  private final InvocationLogTail tail = new InvocationLogTail();
  private final Optional<RequestRecord> record;
  private Start start = Start.WARM;
  private boolean hasLines;

  /**
   * Prints the log of an invocation.
   *
   * @param record of the request that the invocation is for
   */
  FunctionConsole(
      PrintStream out, String function, String requestId, Optional<RequestRecord> record) {
    this.out = out;
    this.function = function;
    this.requestId = requestId;
    this.record = record;
  }

  @Override
  public void initializing() {
    start = Start.COLD;
    record.ifPresent(each -> each.started(start));
  }

  @Override
  public void started() {
    record.ifPresent(each -> each.started(start));
    // START is printed with the first line: most invocations log nothing
  }

  @Override
  public void wrote(List<String> lines) {
    if (!hasLines) {
      hasLines = true;
      print(List.of("START RequestId: %s Version: $LATEST".formatted(requestId)));
    }
    print(lines);
    record.ifPresent(each -> each.wrote(lines));
  }

  /** Prints the end of the invocation. */
  void ended(InvocationResult result, int memorySize) {
    record.ifPresent(each -> each.ended(result, memorySize));
    print(
        List.of(
            result
                .reportLine(requestId, memorySize, Math.min(result.memory(), memorySize))
                .replace('\t', ' ')));
  }

  /** The last 4 KB, in base64. */
  String tail() {
    return tail.base64();
  }

  private void print(List<String> lines) {
    tail.add(lines);
    String text =
        lines.stream()
            .map(line -> function + " | " + line)
            .collect(Collectors.joining(System.lineSeparator(), "", System.lineSeparator()));
    synchronized (out) {
      out.print(text);
      out.flush();
    }
  }
}
