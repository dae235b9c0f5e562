package dev.chirp.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A function with its own {@code bootstrap} that polls the Runtime API itself. It answers with the
 * event and its handler's name. To {@code "pid <file>"} it writes its pid into the file instead.
 */
public final class Polling {
  private Polling() {}

  /** A shell script that runs this function on the JVM of the tests. */
  public static String script() {
    return "exec '%s' -XX:TieredStopAtLevel=1 -cp '%s' %s"
        .formatted(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            Polling.class.getProtectionDomain().getCodeSource().getLocation().getPath(),
            Polling.class.getName());
  }

  /** Waits until the function has written its pid. */
  public static long awaitPid(Path file) throws InterruptedException, IOException {
    for (int i = 0; i < 1200; i++) {
      if (Files.exists(file)) {
        return Long.parseLong(Files.readString(file));
      }
      Thread.sleep(50);
    }
    throw new AssertionError("no process");
  }

  /** Runs until it is killed. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.out.println("polling");
    while (true) {
      HttpURLConnection next = open("next");
      String event = text(next);
      if (event.startsWith("\"pid ")) {
        Path file = Path.of(event.substring(5, event.length() - 1));
        Path beside = file.resolveSibling("pid.new");
        Files.writeString(beside, Long.toString(ProcessHandle.current().pid()));
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        Thread.currentThread().join();
      }
      HttpURLConnection answer =
          open(next.getHeaderField("Lambda-Runtime-Aws-Request-Id") + "/response");
      answer.setDoOutput(true);
      try (OutputStream out = answer.getOutputStream()) {
        String payload = "[" + event + ", \"" + System.getenv("_HANDLER") + "\"]";
        out.write(payload.getBytes(StandardCharsets.UTF_8));
      }
      String unused = text(answer);
    }
  }

  private static HttpURLConnection open(String path) throws IOException {
    URI uri =
        URI.create(
            "http://%s/2018-06-01/runtime/invocation/%s"
                .formatted(System.getenv("AWS_LAMBDA_RUNTIME_API"), path));
    return (HttpURLConnection) uri.toURL().openConnection();
  }

  private static String text(HttpURLConnection connection) throws IOException {
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
