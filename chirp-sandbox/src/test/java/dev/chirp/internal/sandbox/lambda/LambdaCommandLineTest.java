package dev.chirp.internal.sandbox.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.sandbox.server.AwsCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The AWS CLI against the sandbox's Lambda. */
@Tag("slow")
class LambdaCommandLineTest {
  @TempDir private Path directory;

  @Test
  void awsCliDeploysAndInvokes() throws IOException, InterruptedException {
    Path zip = Files.write(directory.resolve("code.zip"), LambdaBox.zip("cli").asByteArray());
    Path event = Files.writeString(directory.resolve("event.json"), "\"hello\"");
    Path answer = directory.resolve("answer.json");
    try (LambdaBox box = new LambdaBox(directory.resolve("sandbox"))) {
      AwsCli aws = new AwsCli(box.address().environment(), directory);
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

  @Test
  void awsCliPublishesMovesAliasesAndCreatesUrls() throws IOException, InterruptedException {
    String name = "--function-name=cli";
    try (LambdaBox box = new LambdaBox(directory.resolve("sandbox"))) {
      AwsCli aws = new AwsCli(box.address().environment(), directory);
      box.create("cli");
      String published = aws.run("lambda", "publish-version", name);
      assertTrue(published.contains("\"State\": \"Pending\""), published);
      box.pass(LambdaBox.PENDING);
      aws.run("lambda", "wait", "published-version-active", name, "--qualifier=1");
      String made = aws.run("lambda", "create-alias", name, "--name=live", "--function-version=1");
      assertTrue(made.contains(":function:cli:live\""), made);
      String url =
          aws.run(
              "lambda", "create-function-url-config", name, "--qualifier=live", "--auth-type=NONE");
      assertTrue(url.matches("(?s).*\"FunctionUrl\": \"http://127.0.0.1:\\d+/\".*"), url);
      aws.run(
          "lambda",
          "add-permission",
          name,
          "--qualifier=live",
          "--statement-id=open",
          "--action=lambda:InvokeFunction",
          "--principal=*",
          "--invoked-via-function-url");
      String policy =
          aws.run(
              "lambda", "get-policy", name, "--qualifier=live", "--query=Policy", "--output=text");
      assertTrue(policy.contains("{\"Bool\":{\"lambda:InvokedViaFunctionUrl\":\"true\"}}"), policy);
      String listed = aws.run("lambda", "list-function-url-configs", name);
      assertTrue(listed.contains("\"AuthType\": \"NONE\""), listed);
      String refused = aws.fail("lambda", "delete-function", name, "--qualifier=1");
      assertTrue(refused.contains("(ResourceConflictException)"), refused);
      assertEquals(
          "",
          aws.run("lambda", "remove-permission", name, "--qualifier=live", "--statement-id=open")
              .strip());
      aws.run("lambda", "delete-function-url-config", name, "--qualifier=live");
      String gone = aws.fail("lambda", "get-function-url-config", name, "--qualifier=live");
      assertTrue(gone.contains("(ResourceNotFoundException)"), gone);
    }
  }
}
