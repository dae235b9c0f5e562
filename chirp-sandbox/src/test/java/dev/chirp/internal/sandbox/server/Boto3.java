package dev.chirp.internal.sandbox.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** AWS's Python client, version 1.26 or later. Tests are skipped without it. */
public final class Boto3 {
  private Boto3() {}

  /**
   * Runs a script against a sandbox, and fails if the script does.
   *
   * @param test the test whose package has the script
   * @param directory a folder for the script, which gets its path as the argument
   */
  public static void run(SandboxServer sandbox, Class<?> test, String name, Path directory)
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
    Process process = python.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), printed);
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
