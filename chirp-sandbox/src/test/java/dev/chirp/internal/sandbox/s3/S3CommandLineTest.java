package dev.chirp.internal.sandbox.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.sandbox.server.AwsCli;
import dev.chirp.internal.sandbox.server.SandboxServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The AWS CLI against the sandbox's S3. */
@Tag("slow")
class S3CommandLineTest {
  @TempDir private Path directory;

  @Test
  void awsCliCopiesListsAndRemoves() throws Exception {
    byte[] bytes = new byte[20 << 20];
    new Random(1).nextBytes(bytes);
    Path file = Files.write(directory.resolve("code.zip"), bytes);
    Path back = directory.resolve("back.zip");
    try (SandboxServer sandbox =
        SandboxServer.builder().directory(directory.resolve("state")).start()) {
      AwsCli aws = new AwsCli(sandbox, directory);
      aws.run("s3", "mb", "s3://acme-code");
      aws.run("s3", "cp", "--no-progress", file.toString(), "s3://acme-code/chirp/code.zip");
      assertTrue(aws.run("s3", "ls", "s3://acme-code/chirp/").contains("20971520 code.zip"));
      aws.run("s3", "cp", "--no-progress", "s3://acme-code/chirp/code.zip", back.toString());
      assertArrayEquals(bytes, Files.readAllBytes(back));
      aws.run("s3", "rm", "s3://acme-code/chirp/code.zip");
      assertEquals("", aws.run("s3", "ls", "s3://acme-code"));
      aws.run("s3api", "head-bucket", "--bucket", "acme-code");
    }
  }
}
