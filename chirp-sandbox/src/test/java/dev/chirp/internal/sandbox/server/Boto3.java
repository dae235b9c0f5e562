package dev.chirp.internal.sandbox.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** AWS's Python client, version 1.26 or later. Tests are skipped without it. */
public final class Boto3 {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private Boto3() {}

  /**
   * Runs a script against a sandbox, and returns what a script that fails printed. Empty if it does
   * not fail.
   *
   * @param test the test whose package has the script
   * @param directory a folder for the script, which gets its path as the argument
   */
  public static String failure(SandboxServer sandbox, Class<?> test, String name, Path directory)
      throws IOException, InterruptedException {
    Assumptions.assumeTrue(isInstalled(), "There is no boto3 on this machine.");
    Path script = directory.resolve(name);
    try (InputStream in = test.getResourceAsStream(name)) {
      Files.write(script, in.readAllBytes());
    }
    ProcessBuilder python = python(script.toString(), directory.toString());
    python.environment().keySet().removeIf(variable -> variable.startsWith("AWS_"));
    python.environment().putAll(sandbox.address().environment());
    python.environment().put("NO_PROXY", "127.0.0.1");
    python.environment().put("HOME", directory.toString());
    Path printed = directory.resolve(name + ".log");
    Process process = python.redirectOutput(printed.toFile()).start();
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      return "%s did not end within %d s:%n%s"
          .formatted(name, LIMIT.toSeconds(), Files.readString(printed));
    }
    return process.exitValue() == 0
        ? ""
        : "%s ended with status %d:%n%s"
            .formatted(name, process.exitValue(), Files.readString(printed));
  }

  private static boolean isInstalled() throws InterruptedException {
    try {
      Process process = python("-c", "import boto3").start();
      byte[] unused = process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static ProcessBuilder python(String... arguments) {
    ProcessBuilder builder = new ProcessBuilder("python3").redirectErrorStream(true);
    builder.command().addAll(List.of(arguments));
    return builder;
  }
}
