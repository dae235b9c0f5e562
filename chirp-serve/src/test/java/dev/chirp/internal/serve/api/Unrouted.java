package dev.chirp.internal.serve.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A function without a route. It leaves a file where the event says. */
public class Unrouted implements RequestHandler<Map<String, String>, Map<String, String>> {
  @Override
  public Map<String, String> handleRequest(Map<String, String> event, Context context) {
    if (event.containsKey("throw")) {
      throw new IllegalArgumentException(event.get("throw"));
    }
    if (event.containsKey("file")) {
      try {
        Files.writeString(Path.of(event.get("file")), "done");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return Map.of("name", context.getFunctionName(), "id", context.getAwsRequestId());
  }
}
