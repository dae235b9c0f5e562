package dev.chirp.internal.sandbox.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * The AWS CLI, set up for a sandbox as a user would do it. Tests are skipped without {@code aws}.
 *
 * @param home a home directory without configuration, credentials or cache
 */
public record AwsCli(Map<String, String> environment, Path home) {

  public AwsCli(SandboxServer sandbox, Path home) {
    this(sandbox.address().environment(), home);
  }

  /** Runs a command and returns its output. */
  public String run(String... arguments) throws IOException, InterruptedException {
    return run(true, arguments);
  }

  /** The output of a failing command. The exit status depends on the version of the CLI. */
  public String fail(String... arguments) throws IOException, InterruptedException {
    return run(false, arguments);
  }

  private String run(boolean succeeds, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("aws"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().putAll(environment);
    builder.environment().put("AWS_PAGER", "");
    builder.environment().put("HOME", home.toString());
    Process process = start(builder);
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(succeeds, process.waitFor() == 0, printed);
    return printed;
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      return Assumptions.abort("There is no 'aws' on this machine.");
    }
  }
}
