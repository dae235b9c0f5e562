package dev.chirp.sandbox.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.sandbox.AwsCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AWS's own command line against the sandbox. */
class LambdaCommandLineTest {
  @TempDir private Path directory;

  @Test
  void theCommandLineDeploysAndInvokes() throws IOException, InterruptedException {
    Path zip = Files.write(directory.resolve("code.zip"), LambdaBox.zip("cli").asByteArray());
    Path event = Files.writeString(directory.resolve("event.json"), "\"hello\"");
    Path answer = directory.resolve("answer.json");
    try (LambdaBox box = new LambdaBox(directory.resolve("sandbox"))) {
      AwsCli aws = new AwsCli(box.endpoint(), directory);
      String created =
          aws.run(
              "lambda",
              "create-function",
              "--function-name",
              "cli",
              "--runtime",
              "java17",
              "--handler",
              "acme.Deployed",
              "--role",
              LambdaBox.ROLE,
              "--memory-size",
              "512",
              "--timeout",
              "20",
              "--zip-file",
              "fileb://" + zip);
      assertTrue(created.contains("\"State\": \"Pending\""), created);
      box.pass(LambdaBox.PENDING);
      aws.run("lambda", "wait", "function-active-v2", "--function-name", "cli");
      String conflict = aws.fail("lambda", "delete-function", "--function-name", "none");
      assertTrue(conflict.contains("(ResourceNotFoundException)"), conflict);
      String told =
          aws.run(
              "lambda",
              "invoke",
              "--function-name",
              "cli",
              "--payload",
              "fileb://" + event,
              "--log-type",
              "Tail",
              answer.toString());
      assertTrue(told.contains("\"StatusCode\": 200"), told);
      assertEquals("\"hello\"", Files.readString(answer));
    }
  }
}
