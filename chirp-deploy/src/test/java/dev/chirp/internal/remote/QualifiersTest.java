package dev.chirp.internal.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.fault.Fault;
import dev.chirp.fault.FaultySandbox;
import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsSettings;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.testkit.RecordedProgress;
import dev.chirp.testkit.TrustPolicies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Runtime;

/** The messages for a version or alias that a function does not have. */
class QualifiersTest {
  @TempDir private Path directory;
  private FaultySandbox sandbox;
  private Aws aws;
  private LambdaClient lambda;
  private final RecordedProgress progress = new RecordedProgress();

  @BeforeEach
  void start() {
    sandbox = new FaultySandbox(directory);
    aws = Aws.connect(AwsSettings.ofSandbox(sandbox.address(), Optional.empty()), sandbox.time);
    lambda = aws.lambda();
    aws.iam()
        .createRole(
            role -> role.roleName("chirp-prod").assumeRolePolicyDocument(TrustPolicies.LAMBDA));
    lambda.createFunction(
        r ->
            r.functionName("chirp_status")
                .runtime(Runtime.JAVA17)
                .handler("acme.A::handleRequest")
                .role("arn:aws:iam::000000000000:role/chirp-prod")
                .code(code -> code.zipFile(SdkBytes.fromByteArray(zip("0")))));
  }

  @AfterEach
  void stop() {
    aws.close();
    sandbox.close();
  }

  @Test
  void errorListsAliasesAndNewestVersions() {
    publish(12);
    alias("test");
    alias("prod");
    assertEquals(
        """
        Function 'chirp_status' in us-east-1 of the sandbox has no version or alias 'nope' (from -Dqualifier). Aliases: prod, test. Newest versions: 12, 11, 10, 9, 8, ….
        Try: mvn chirp:invoke -Dfunction=status -Dremote -Dqualifier=prod -Dchirp.sandbox""",
        refused("nope"));
  }

  @Test
  void errorSuggestsTheLikelyAlias() {
    publish(1);
    alias("prod");
    alias("test");
    assertEquals(
        """
        Function 'chirp_status' in us-east-1 of the sandbox has no version or alias 'tests' (from -Dqualifier). Aliases: prod, test. Newest versions: 1.
        Try: mvn chirp:invoke -Dfunction=status -Dremote -Dqualifier=test -Dchirp.sandbox""",
        refused("tests"));
  }

  @Test
  void errorSuggestsTheNewestVersionWithoutAliases() {
    publish(2);
    assertEquals(
        """
        Function 'chirp_status' in us-east-1 of the sandbox has no version or alias '7' (from -Dqualifier). Newest versions: 2, 1.
        Try: mvn chirp:invoke -Dfunction=status -Dremote -Dqualifier=2 -Dchirp.sandbox""",
        refused("7"));
  }

  @Test
  void errorSuggestsTheLatestCodeWithoutVersions() {
    assertEquals(
        """
        Function 'chirp_status' in us-east-1 of the sandbox has no version or alias 'nope' (from -Dqualifier). It has no versions or aliases.
        Try: mvn chirp:invoke -Dfunction=status -Dremote -Dchirp.sandbox""",
        refused("nope"));
  }

  @Test
  void eachPageIsRetriedAlone() {
    publish(1);
    for (int i = 10; i < 70; i++) {
      alias("a" + i);
    }
    sandbox
        .faults
        .on("lambda:ListAliases")
        .number(2)
        .then(Fault.refused(500, "ServiceException", "It broke."));
    String message = refused("nope");
    assertTrue(message.contains("Aliases: a10, a11, a12, a13, a14, …."), message);
    assertEquals(3, sandbox.faults.count("lambda:ListAliases"), "the second page once more");
  }

  @Test
  void errorOmitsWhatMayNotBeListed() {
    publish(1);
    alias("prod");
    sandbox.faults.on("lambda:List*").then(Fault.refused(403, "AccessDeniedException", "no"));
    assertEquals(
        """
        Function 'chirp_status' in us-east-1 of the sandbox has no version or alias 'nope' (from -Dqualifier).
        Try: mvn chirp:invoke -Dfunction=status -Dremote -Dchirp.sandbox""",
        refused("nope"));
  }

  private String refused(String qualifier) {
    RemoteInvocation invocation =
        new RemoteInvocation("status", "chirp_status", Optional.of(qualifier), new byte[] {'1'});
    return assertThrows(
            ChirpException.class,
            () -> new RemoteInvoker(aws, System.err, progress).invoke(invocation))
        .getMessage();
  }

  private void publish(int versions) {
    for (int i = 1; i <= versions; i++) {
      String content = Integer.toString(i);
      lambda.updateFunctionCode(
          r -> r.functionName("chirp_status").zipFile(SdkBytes.fromByteArray(zip(content))));
      lambda.publishVersion(r -> r.functionName("chirp_status"));
    }
  }

  private void alias(String name) {
    lambda.createAlias(r -> r.functionName("chirp_status").name(name).functionVersion("1"));
  }

  private static byte[] zip(String content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(content + ".txt"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
