package acme;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A function that does what its event says, to be zipped and deployed to the sandbox. */
public final class Deployed implements RequestStreamHandler {
  private int invocations;

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    String event = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\"", "");
    invocations++;
    System.out.println("event " + event);
    String[] words = event.split(" ", 2);
    String answer =
        switch (words[0]) {
          case "count" -> Integer.toString(invocations);
          case "pid" -> Long.toString(ProcessHandle.current().pid());
          case "variable" -> Objects.requireNonNullElse(System.getenv(words[1]), "not set");
          case "sleep" -> slept(Long.parseLong(words[1]));
          case "exit" -> exited(Integer.parseInt(words[1]));
          case "throw" -> throw new IllegalStateException("as told");
          case "large" -> "x".repeat(Integer.parseInt(words[1]));
          default -> event;
        };
    out.write(("\"" + answer + "\"").getBytes(StandardCharsets.UTF_8));
  }

  private static String slept(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Long.toString(ProcessHandle.current().pid());
  }

  private static String exited(int status) {
    System.exit(status);
    return "";
  }
}
