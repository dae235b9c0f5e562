package dev.chirp.internal.process;

import dev.chirp.internal.process.RuntimeApiServer.Reply;
import java.time.Duration;
import java.util.Locale;

/** Lambda's errors for a process that does not respond. */
final class PlatformError {
  private static final String REQUEST = "<request>";

  private PlatformError() {}

  static Reply timedOut(Duration limit) {
    double seconds = limit.toMillis() / 1000.0;
    return reply(
        "Sandbox.Timedout",
        String.format(Locale.ROOT, "Task timed out after %.2f seconds", seconds));
  }

  static Reply exited(int status) {
    String how =
        status == 0
            ? "Runtime exited without providing a reason"
            : "Runtime exited with error: "
                + (status == 137 ? "signal: killed" : "exit status " + status);
    return reply("Runtime.ExitError", how);
  }

  private static Reply reply(String type, String message) {
    return new Reply(
        "{\"errorType\":\"%s\",\"errorMessage\":\"RequestId: %s Error: %s\"}"
            .formatted(type, REQUEST, message),
        true,
        true);
  }

  /** Returns the payload. A function's own payload is unchanged. */
  static String payload(Reply reply, String requestId) {
    return reply.platform() ? reply.payload().replace(REQUEST, requestId) : reply.payload();
  }
}
