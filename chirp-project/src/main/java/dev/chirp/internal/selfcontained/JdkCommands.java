package dev.chirp.internal.selfcontained;

import dev.chirp.internal.core.ChirpException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs commands of the JDK. */
final class JdkCommands {
  private static final int SHOWN = 20;
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /**
   * The options for the developer's own JVMs. Another JVM may not know them, and may print them.
   */
  private static final List<String> NOT_INHERITED =
      List.of(
          "CLASSPATH",
          "JAVA_TOOL_OPTIONS",
          "JDK_AOT_VM_OPTIONS",
          "JDK_JAVA_OPTIONS",
          "_JAVA_OPTIONS");

  private JdkCommands() {}

  /**
   * Runs a command to its end.
   *
   * @return its output
   * @throws ChirpException with its output, if it fails or takes more than five minutes
   */
  static String run(Path directory, List<String> command) {
    return run(directory, command, LIMIT);
  }

  static String run(Path directory, List<String> command, Duration limit) {
    String name = Path.of(command.get(0)).getFileName().toString();
    try {
      Path printed = Files.createTempFile("chirp-" + name, ".log");
      try {
        String end = end(directory, command, limit, printed);
        String text = new String(Files.readAllBytes(printed), StandardCharsets.UTF_8);
        if (!end.isEmpty()) {
          throw failed(name, end, text);
        }
        return text;
      } finally {
        Files.deleteIfExists(printed);
      }
    } catch (IOException e) {
      throw ChirpException.execution("'%s' could not be run: %s".formatted(name, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while " + name + " ran", e);
    }
  }

  /**
   * Runs the command and returns how it failed, or an empty text. The output goes into a file, so
   * that no thread has to read it.
   */
  private static String end(Path directory, List<String> command, Duration limit, Path printed)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile());
    builder.environment().keySet().removeAll(NOT_INHERITED);
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return "did not end in " + limit.toSeconds() + " seconds";
      }
      return process.exitValue() == 0 ? "" : "ended with status " + process.exitValue();
    } finally {
      List<ProcessHandle> started = process.descendants().toList();
      process.destroyForcibly(); // first, because it would report that its children were killed
      started.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private static ChirpException failed(String name, String how, String printed) {
    String lines =
        printed.lines().limit(SHOWN).map(line -> "\n  " + line).collect(Collectors.joining());
    return ChirpException.project("'%s' %s:%s".formatted(name, how, lines));
  }
}
