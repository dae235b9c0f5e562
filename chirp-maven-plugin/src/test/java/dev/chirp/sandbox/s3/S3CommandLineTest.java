package dev.chirp.sandbox.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chirp.sandbox.Sandbox;
import dev.chirp.sandbox.SandboxOptions;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AWS's own CLI against the sandbox. */
class S3CommandLineTest {
  @TempDir private Path directory;

  @BeforeEach
  void needsTheCommandLine() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    boolean there =
        Arrays.stream(path.split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "aws")));
    assumeTrue(there, "AWS's CLI is not installed");
  }

  @Test
  void copiesListsAndRemoves() throws Exception {
    byte[] bytes = new byte[20 << 20];
    new Random(1).nextBytes(bytes);
    Path file = Files.write(directory.resolve("code.zip"), bytes);
    Path back = directory.resolve("back.zip");
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.in(directory.resolve("state"), List::of))) {
      aws(sandbox, "s3", "mb", "s3://acme-code");
      aws(sandbox, "s3", "cp", "--no-progress", file.toString(), "s3://acme-code/chirp/code.zip");
      assertTrue(aws(sandbox, "s3", "ls", "s3://acme-code/chirp/").contains("20971520 code.zip"));
      aws(sandbox, "s3", "cp", "--no-progress", "s3://acme-code/chirp/code.zip", back.toString());
      assertArrayEquals(bytes, Files.readAllBytes(back));
      aws(sandbox, "s3", "rm", "s3://acme-code/chirp/code.zip");
      assertEquals("", aws(sandbox, "s3", "ls", "s3://acme-code"));
      aws(sandbox, "s3api", "head-bucket", "--bucket", "acme-code");
    }
  }

  private String aws(Sandbox sandbox, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder();
    builder.command().add("aws");
    builder.command().addAll(List.of(arguments));
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().putAll(sandbox.environment());
    builder.environment().put("HOME", directory.toString());
    Process process = builder.directory(directory.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
