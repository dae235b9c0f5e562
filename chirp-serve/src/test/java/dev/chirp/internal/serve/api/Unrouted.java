package dev.chirp.internal.serve.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A function without a route. It leaves a file where the event says. As an authorizer, it admits
 * callers with the key {@code let-me-in}.
 */
public class Unrouted implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    if ("REQUEST".equals(event.get("type"))) {
      System.out.println("authorizes " + event.get("routeKey"));
      return Map.of(
          "isAuthorized",
          String.valueOf(event.get("identitySource")).contains("let-me-in"),
          "context",
          Map.of("user", "ada"));
    }
    if (event.containsKey("throw")) {
      throw new IllegalArgumentException(String.valueOf(event.get("throw")));
    }
    if (event.containsKey("file")) {
      try {
        Files.writeString(Path.of(String.valueOf(event.get("file"))), "done");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return Map.of("name", context.getFunctionName(), "id", context.getAwsRequestId());
  }
}
