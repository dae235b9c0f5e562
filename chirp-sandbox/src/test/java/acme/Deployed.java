package acme;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A function for tests to zip and deploy. Its event names what it does. */
public final class Deployed implements RequestStreamHandler {
  static {
    System.out.println("loaded");
  }

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
          case "charset" -> Charset.defaultCharset() + " " + System.getProperty("sun.jnu.encoding");
          case "context" -> context(context);
          case "log" -> logged(context);
          case "print" -> printed(words[1]);
          case "child" -> child();
          case "loop" -> looped();
          case "sleep" -> slept(Long.parseLong(words[1]));
          case "await" -> awaited(Path.of(words[1]));
          case "exit" -> exited(Integer.parseInt(words[1]));
          case "throw" -> throw new IllegalStateException("as told");
          case "large" -> "x".repeat(Integer.parseInt(words[1]));
          default -> event;
        };
    out.write(("\"" + answer + "\"").getBytes(StandardCharsets.UTF_8));
  }

  private static String context(Context context) {
    context.getLogger().log("logged \u00e4");
    return "%s %s %s %d"
        .formatted(
            context.getAwsRequestId(),
            context.getInvokedFunctionArn(),
            context.getFunctionVersion(),
            context.getMemoryLimitInMB());
  }

  /** Without line ends, as most functions log. */
  private static String logged(Context context) {
    context.getLogger().log("first");
    context.getLogger().log("of two\nlines");
    System.out.println("printed");
    context.getLogger().log("last");
    return "logged";
  }

  private static String printed(String megabytes) {
    String line = "x".repeat(1023);
    for (int i = 0; i < 1024 * Integer.parseInt(megabytes); i++) {
      System.out.println(line);
    }
    return megabytes;
  }

  /** Starts another process and never returns. */
  private static String child() throws IOException {
    System.out.println("child " + new ProcessBuilder("sleep", "600").start().pid());
    return slept(60_000);
  }

  /** Starts another process and keeps the CPU busy forever. */
  private static String looped() throws IOException {
    long child = new ProcessBuilder("sleep", "600").start().pid();
    System.out.println("loops " + ProcessHandle.current().pid() + " " + child);
    while (true) {
      Thread.onSpinWait();
    }
  }

  private static String slept(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Long.toString(ProcessHandle.current().pid());
  }

  /** Waits until a test creates a file. */
  private static String awaited(Path file) {
    while (!Files.exists(file)) {
      slept(20);
    }
    return "there";
  }

  private static String exited(int status) {
    System.exit(status);
    return "";
  }
}
