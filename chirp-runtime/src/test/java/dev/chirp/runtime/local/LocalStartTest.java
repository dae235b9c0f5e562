package dev.chirp.runtime.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The classes that a local run loads: {@code chirp:invoke} waits for each of them. */
class LocalStartTest {

  private static final List<String> SLOW =
      List.of(
          "java.util.regex.Pattern ",
          "java.util.stream.",
          "java.time.format.",
          "java.security.SecureRandom ",
          "java.lang.invoke.StringConcatFactory",
          "com.fasterxml.jackson.databind.");

  @TempDir private Path folder;

  @Test
  void localRunLoadsNoSlowClasses() throws Exception {
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:off",
                "-Xlog:class+load:stdout",
                "-cp",
                System.getProperty("java.class.path"),
                Status.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("AWS_LAMBDA_LOG_FORMAT");
    Process process = builder.start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "The function does not end");
    List<String> lines = Files.readAllLines(output);
    assertEquals(0, process.exitValue(), () -> String.join("\n", lines));

    List<String> run = lines.subList(lines.indexOf("BEGIN"), lines.indexOf("END"));
    assertTrue(run.contains("hello"), "Not the lines of a run");
    for (String line : run) {
      // The JDK has lambdas of its own, for one where it opens a jar.
      assertFalse(line.contains("] dev.chirp.") && line.contains("$$Lambda"), line);
      for (String slow : SLOW) {
        assertFalse(line.contains("] " + slow), line);
      }
    }
    assertTrue(lines.contains("{\"data\": {\"status\": \"ok\"}, \"code\": 200, \"notes\": null}"));
  }

  static final class Status extends ApiFunction {

    @Override
    protected Object handle(ApiRequest request) {
      request.context().getLogger().log("hello");
      return Map.of("status", "ok");
    }

    /** As the plugin's own JVM does it. */
    public static void main(String[] args) {
      byte[] event = "{\"params\": {\"querystring\": {}}}".getBytes(UTF_8);
      System.out.println("BEGIN");
      System.out.flush();
      LocalResult result = LocalInvoker.of(new Status()).invoke(event);
      System.out.println("END");
      System.out.flush();
      System.out.println(result.printed());
    }
  }
}
