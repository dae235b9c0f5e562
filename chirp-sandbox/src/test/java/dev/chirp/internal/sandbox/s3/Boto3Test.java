package dev.chirp.internal.sandbox.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.internal.sandbox.server.Boto3;
import dev.chirp.internal.sandbox.server.SandboxServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class Boto3Test {
  @TempDir private Path directory;

  @Test
  void boto3TransfersTwentyMegabytesInEveryWay() throws Exception {
    try (SandboxServer sandbox =
        SandboxServer.builder().directory(directory.resolve("state")).start()) {
      assertEquals("", Boto3.failure(sandbox, Boto3Test.class, "transfer.py", directory));
    }
  }
}
