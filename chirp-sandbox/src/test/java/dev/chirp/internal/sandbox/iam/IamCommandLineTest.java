package dev.chirp.internal.sandbox.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.internal.sandbox.server.AwsCli;
import dev.chirp.internal.sandbox.server.SandboxServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The AWS CLI, which parses IAM's responses independently of the SDK for Java. */
@Tag("slow")
class IamCommandLineTest {
  private static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

  @TempDir private Path directory;

  @Test
  void awsCliReadsItsOwnChanges() throws Exception {
    try (SandboxServer sandbox = SandboxServer.builder().directory(directory).start()) {
      AwsCli aws = new AwsCli(sandbox, directory);
      assertEquals(
          "arn:aws:iam::000000000000:role/chirp-prod\n",
          iam(
              aws,
              "create-role --role-name chirp-prod --query Role.Arn --assume-role-policy-document "
                  + TRUST));
      // The CLI has decoded the document.
      assertEquals(
          "lambda.amazonaws.com\n",
          iam(
              aws,
              "get-role --role-name chirp-prod --query Role.AssumeRolePolicyDocument.Statement[0].Principal.Service"));
      assertEquals("0\n", iam(aws, "list-policies --scope Local --query length(Policies)"));
    }
  }

  private static String iam(AwsCli aws, String words) throws Exception {
    return aws.run(("iam --output text " + words).split(" "));
  }
}
