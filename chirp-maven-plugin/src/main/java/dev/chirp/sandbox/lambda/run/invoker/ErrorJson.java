package dev.chirp.sandbox.lambda.run.invoker;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Failures as Lambda's runtime words them; the function's Jackson is its own affair. */
final class ErrorJson {
  private ErrorJson() {}

  static String of(Throwable failure) {
    String trace =
        Arrays.stream(failure.getStackTrace())
            .map(frame -> quoted(frame.toString()))
            .collect(Collectors.joining(","));
    return "{\"errorMessage\":%s,\"errorType\":%s,\"stackTrace\":[%s]}"
        .formatted(
            quoted(String.valueOf(failure.getMessage())),
            quoted(failure.getClass().getName()),
            trace);
  }

  static String of(String type, String message) {
    return "{\"errorMessage\":%s,\"errorType\":%s}".formatted(quoted(message), quoted(type));
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
