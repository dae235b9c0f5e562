package dev.chirp.internal.sandbox.apigateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.internal.sandbox.server.Boto3;
import dev.chirp.internal.sandbox.server.SandboxServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each response has the members, types and values of AWS's own model. */
@Tag("slow")
class ApiGatewayModelTest {
  @TempDir private Path directory;

  @Test
  void responsesFitAwssModel() throws IOException, InterruptedException {
    Files.writeString(directory.resolve("chirps.json"), OpenApiImportTest.document());
    try (SandboxServer sandbox =
        SandboxServer.builder().directory(directory.resolve("state")).start()) {
      assertEquals("", Boto3.failure(sandbox, ApiGatewayModelTest.class, "validate.py", directory));
    }
  }
}
