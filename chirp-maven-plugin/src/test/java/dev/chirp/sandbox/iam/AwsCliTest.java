package dev.chirp.sandbox.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.sandbox.Sandbox;
import dev.chirp.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Another reader of IAM's answers than the SDK for Java: AWS's command line, where there is one.
 */
class AwsCliTest {
  private static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

  @TempDir private Path directory;

  @Test
  void theCommandLineReadsWhatItMade() throws Exception {
    Assumptions.assumeTrue(isInstalled(), "the aws command line is not installed");
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.in(directory, List::of))) {
      assertEquals(
          "arn:aws:iam::000000000000:role/chirp-prod",
          aws(
              sandbox,
              "create-role --role-name chirp-prod --query Role.Arn --assume-role-policy-document",
              TRUST));
      // Decoded by the command line itself.
      assertEquals(
          "lambda.amazonaws.com",
          aws(
              sandbox,
              "get-role --role-name chirp-prod --query Role.AssumeRolePolicyDocument.Statement[0].Principal.Service"));
      assertEquals("0", aws(sandbox, "list-policies --scope Local --query length(Policies)"));
    }
  }

  private static boolean isInstalled() throws InterruptedException {
    try {
      return new ProcessBuilder("aws", "--version").start().waitFor() == 0;
    } catch (IOException ignored) {
      // There is no such program.
      return false;
    }
  }

  private String aws(Sandbox sandbox, String command, String... more) throws Exception {
    List<String> line = new ArrayList<>(List.of("aws", "iam"));
    line.addAll(List.of(command.split(" ")));
    line.addAll(List.of(more));
    line.addAll(List.of("--output", "text"));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().putAll(sandbox.environment());
    builder.environment().put("AWS_CONFIG_FILE", directory.resolve("none").toString());
    builder.environment().remove("AWS_PROFILE");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor() == 0, output);
    return output.strip();
  }
}
