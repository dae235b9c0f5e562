package dev.chirp.internal.loop;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** One run of the loop in this JVM: its status, and what it has printed. */
record LoopRun(int status, String printed) {
  /** Takes so many events from the server. */
  static LoopRun of(ScriptedApi api, String handler, long invocations) {
    return of(Map.of(Address.VARIABLE, api.address()), handler, invocations);
  }

  static LoopRun of(Map<String, String> environment, String handler, long invocations) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("AWS_LAMBDA_FUNCTION_NAME", "told");
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256");
    variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/told");
    variables.put("AWS_LAMBDA_LOG_STREAM_NAME", "stream");
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      int status = RuntimeLoop.of(variables).run(handler, invocations);
      return new LoopRun(status, printed.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
    }
  }
}
