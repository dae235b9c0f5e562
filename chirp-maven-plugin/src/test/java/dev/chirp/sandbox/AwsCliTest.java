package dev.chirp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each call starts Python, which takes a second: few calls, each of them worth it. */
class AwsCliTest {
  private static final String GROUP = "/aws/lambda/chirp_server_status";

  @TempDir private Path directory;

  @Test
  void speaksToTheSandboxWithThePrintedEnvironment() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.in(directory, List::of))) {
      AwsCli aws = new AwsCli(sandbox, directory);
      assertEquals(
          "000000000000\n",
          aws.run("sts", "get-caller-identity", "--query", "Account", "--output", "text"));
      logs(aws);
    }
  }

  private static void logs(AwsCli aws) throws IOException, InterruptedException {
    aws.run("logs", "create-log-group", "--log-group-name", GROUP, "--tags", "a=b");
    aws.run("logs", "create-log-stream", "--log-group-name", GROUP, "--log-stream-name", "one");
    aws.run(
        "logs",
        "put-log-events",
        "--log-group-name",
        GROUP,
        "--log-stream-name",
        "one",
        "--log-events",
        "timestamp=" + System.currentTimeMillis() + ",message=hello");
    assertEquals(
        "hello\n",
        aws.run(
            "logs",
            "filter-log-events",
            "--log-group-name",
            GROUP,
            "--query",
            "events[].message",
            "--output",
            "text"));
  }
}
