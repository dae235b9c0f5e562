package dev.chirp.sandbox.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AWS's own command line against the sandbox. */
class AwsCliTest {
  @TempDir private Path directory;

  @Test
  void theCommandLineDeploysAndInvokes() throws IOException, InterruptedException {
    assumeThere();
    Path zip = Files.write(directory.resolve("code.zip"), LambdaBox.zip("cli").asByteArray());
    Path event = Files.writeString(directory.resolve("event.json"), "\"hello\"");
    Path answer = directory.resolve("answer.json");
    try (LambdaBox box = new LambdaBox(directory.resolve("sandbox"))) {
      String created =
          aws(
              box,
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
      aws(box, "wait", "function-active-v2", "--function-name", "cli");
      String conflict = aws(box, "delete-function", "--function-name", "none");
      assertTrue(conflict.contains("(ResourceNotFoundException)"), conflict);
      String told =
          aws(
              box,
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
  void theCommandLinePublishesMovesAliasesAndOpensUrls() throws IOException, InterruptedException {
    assumeThere();
    String name = "--function-name=cli";
    try (LambdaBox box = new LambdaBox(directory.resolve("sandbox"))) {
      box.create("cli");
      String published = aws(box, "publish-version", name);
      assertTrue(published.contains("\"State\": \"Pending\""), published);
      box.pass(LambdaBox.PENDING);
      aws(box, "wait", "published-version-active", name, "--qualifier=1");
      String made = aws(box, "create-alias", name, "--name=live", "--function-version=1");
      assertTrue(made.contains(":function:cli:live\""), made);
      String url =
          aws(box, "create-function-url-config", name, "--qualifier=live", "--auth-type=NONE");
      assertTrue(url.contains(".lambda-url.us-east-1.on.aws/\""), url);
      aws(
          box,
          "add-permission",
          name,
          "--qualifier=live",
          "--statement-id=open",
          "--action=lambda:InvokeFunction",
          "--principal=*",
          "--invoked-via-function-url");
      String policy =
          aws(box, "get-policy", name, "--qualifier=live", "--query=Policy", "--output=text");
      assertTrue(policy.contains("{\"Bool\":{\"lambda:InvokedViaFunctionUrl\":\"true\"}}"), policy);
      String listed = aws(box, "list-function-url-configs", name);
      assertTrue(listed.contains("\"AuthType\": \"NONE\""), listed);
      String refused = aws(box, "delete-function", name, "--qualifier=1");
      assertTrue(refused.contains("(ResourceConflictException)"), refused);
      assertEquals(
          "",
          aws(box, "remove-permission", name, "--qualifier=live", "--statement-id=open").strip());
      aws(box, "delete-function-url-config", name, "--qualifier=live");
      String gone = aws(box, "get-function-url-config", name, "--qualifier=live");
      assertTrue(gone.contains("(ResourceNotFoundException)"), gone);
    }
  }

  private static void assumeThere() {
    boolean there =
        Arrays.stream(
                Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "aws")));
    Assumptions.assumeTrue(there, "AWS's command line is not on the PATH");
  }

  private String aws(LambdaBox box, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("aws", "lambda"));
    command.addAll(List.of(arguments));
    Path output = directory.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("AWS_ENDPOINT_URL", box.endpoint().toString());
    builder.environment().put("AWS_ACCESS_KEY_ID", "000000000000");
    builder.environment().put("AWS_SECRET_ACCESS_KEY", "sandbox");
    builder.environment().put("AWS_REGION", "us-east-1");
    builder.environment().put("AWS_DEFAULT_REGION", "us-east-1");
    builder.environment().put("AWS_PAGER", "");
    builder.environment().keySet().removeIf(name -> name.equals("AWS_PROFILE"));
    builder.start().waitFor();
    return Files.readString(output, StandardCharsets.UTF_8);
  }
}
