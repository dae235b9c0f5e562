package dev.chirp.internal.sandbox.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.SandboxAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingSandboxTest {
  @TempDir private Path folder;

  @Test
  void trainingStartsEmptyAndLeavesNothing() throws IOException {
    Path directory = folder.resolve("training");
    Path left = Files.createDirectories(directory).resolve("left-by-a-run-that-was-killed");
    Files.writeString(left, "{}");
    try (TrainingSandbox sandbox = start(directory, Map.of())) {
      assertTrue(Files.exists(directory));
      assertFalse(Files.exists(left));
      assertLeadsHere(sandbox.variables());
    }
    assertFalse(Files.exists(directory));
  }

  @Test
  void functionVariablesCannotRedirectAwsCalls() {
    Map<String, String> own =
        Map.of(
            "TABLE", "chirp",
            "AWS_ENDPOINT_URL", "https://example.com",
            "AWS_ENDPOINT_URL_DYNAMODB", "https://example.com",
            "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true",
            "AWS_PROFILE", "birds",
            "AWS_SHARED_CREDENTIALS_FILE", "/tmp/credentials",
            "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE",
            "AWS_SECRET_ACCESS_KEY", "secret");
    try (TrainingSandbox sandbox = start(folder.resolve("training"), own)) {
      Map<String, String> environment = sandbox.variables();
      assertEquals("chirp", environment.get("TABLE"));
      assertTrue(
          environment.getOrDefault("AWS_ACCESS_KEY_ID", "").matches("000000000000[A-Z2-7]{26}"),
          environment::toString);
      assertEquals("sandbox", environment.get("AWS_SECRET_ACCESS_KEY"));
      assertLeadsHere(environment);
      for (String elsewhere :
          List.of(
              "AWS_ENDPOINT_URL_DYNAMODB", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "AWS_PROFILE")) {
        assertFalse(environment.containsKey(elsewhere), elsewhere);
      }
      assertEquals("/dev/null", environment.get("AWS_CONFIG_FILE"));
      assertEquals("/dev/null", environment.get("AWS_SHARED_CREDENTIALS_FILE"));
    }
  }

  private static void assertLeadsHere(Map<String, String> environment) {
    assertTrue(
        environment.getOrDefault("AWS_ENDPOINT_URL", "").startsWith("http://127.0.0.1:"),
        environment::toString);
  }

  private static TrainingSandbox start(Path directory, Map<String, String> own) {
    return new TrainingSandbox(
        SandboxServer.builder().directory(directory), own, SandboxAddress.DEFAULT_REGION);
  }
}
