package dev.chirp.internal.serve.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.chirp.runtime.FunctionConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Fails in the way that the event names: throw, exit or flood. */
@FunctionConfiguration(route = "POST /fail", timeout = 25)
public class Failing implements RequestStreamHandler {
  private static final int FLOOD_LINES = 200_000;

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    String text = new String(event.readAllBytes(), StandardCharsets.UTF_8);
    if (text.contains("please throw")) {
      throw new IllegalStateException("thrown on request");
    }
    if (text.contains("please exit")) {
      System.exit(7);
    }
    if (text.contains("please flood")) {
      String line = "a line of 64 characters, again and again, until the disk would be";
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < FLOOD_LINES; i++) {
        lines.append(line).append('\n');
      }
      System.out.print(lines);
    }
    answer.write("{\"statusCode\": 200, \"body\": \"fine\"}".getBytes(StandardCharsets.UTF_8));
  }
}
