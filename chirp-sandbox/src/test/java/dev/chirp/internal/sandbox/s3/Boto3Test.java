package dev.chirp.internal.sandbox.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.internal.sandbox.server.SandboxServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AWS's Python client, version 1.26 or later. The test is skipped without it. */
@Tag("slow")
class Boto3Test {
  @TempDir private Path directory;

  @Test
  void boto3TransfersTwentyMegabytesInEveryWay() throws Exception {
    Assumptions.assumeTrue(hasBoto3(), "There is no boto3 on this machine.");
    Path script = directory.resolve("transfer.py");
    try (InputStream in = Boto3Test.class.getResourceAsStream("transfer.py")) {
      Files.write(script, in.readAllBytes());
    }
    try (SandboxServer sandbox =
        SandboxServer.builder().directory(directory.resolve("state")).start()) {
      ProcessBuilder python = python(script.toString(), directory.toString());
      python.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
      python.environment().putAll(sandbox.address().environment());
      python.environment().put("NO_PROXY", "127.0.0.1");
      python.environment().put("HOME", directory.toString());
      Process process = python.start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), printed);
    }
  }

  private static boolean hasBoto3() throws InterruptedException {
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
