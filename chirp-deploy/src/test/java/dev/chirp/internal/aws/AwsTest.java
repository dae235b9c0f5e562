package dev.chirp.internal.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.fault.Fault;
import dev.chirp.fault.FaultySandbox;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.sandbox.server.SandboxServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsTest {
  @TempDir private Path directory;

  @Test
  void identityNamesTheAccount() {
    try (SandboxServer sandbox = SandboxServer.builder().directory(directory).start();
        Aws aws = Aws.connect(AwsSettings.ofSandbox(sandbox.address(), Optional.empty()))) {
      assertEquals(
          new Identity("000000000000", "arn:aws:iam::000000000000:user/sandbox"), aws.identity());
      assertEquals("aws", aws.partition());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:4566, true",
    "http://localhost:4566, true",
    "https://lambda.example.com, true",
    "http://lambda.example.com, false",
    "http://s3.localhost:4566, false",
    "http://S3.LOCALHOST:4566, false"
  })
  void credentialsLeaveThisMachineEncryptedOnly(URI endpoint, boolean allowed) {
    Optional<String> problem = Optional.empty();
    try {
      AwsSettings settings =
          AwsSettings.ofSandbox(new SandboxAddress(endpoint, "key"), Optional.empty());
      assertEquals(Optional.of(endpoint), settings.endpointUrl());
    } catch (ChirpException e) {
      problem = Optional.of(e.problem());
    }
    assertEquals(
        allowed
            ? Optional.empty()
            : Optional.of(
                "-Dchirp.endpointUrl is '%s', but requests carry credentials: use https, or http on this machine."
                    .formatted(endpoint)),
        problem);
  }

  @Test
  void flagsReachTheSameAws() {
    URI url = URI.create("http://127.0.0.1:4566");
    assertEquals(
        " -Dchirp.sandbox -Dchirp.region=eu-west-1",
        AwsSettings.ofSandbox(new SandboxAddress(url, "key"), Optional.of("eu-west-1")).flags());
    assertEquals(
        " -Dchirp.endpointUrl=http://127.0.0.1:4566 -Dchirp.profile=dev",
        new AwsSettings(
                Optional.of("dev"),
                Optional.empty(),
                Optional.of(url),
                Optional.empty(),
                Optional.empty(),
                6)
            .flags());
  }

  @Test
  void zeroAttemptsAreRefused() {
    ChirpException failure =
        assertThrows(
            ChirpException.class,
            () ->
                new AwsSettings(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    0));
    assertEquals(
        """
        chirp.maxAttempts is '0', but a call needs at least one attempt.
        Try: -Dchirp.maxAttempts=6""",
        failure.getMessage());
  }

  @Test
  void wrongAccountStopsTheRun() {
    try (SandboxServer sandbox = SandboxServer.builder().directory(directory).start();
        Aws aws =
            Aws.connect(
                new AwsSettings(
                    Optional.empty(),
                    Optional.of("eu-west-1"),
                    Optional.of(sandbox.endpoint()),
                    Optional.of(sandbox.address().accessKeyId()),
                    Optional.of("123456789012"),
                    1))) {
      ChirpException failure = assertThrows(ChirpException.class, aws::identity);
      assertEquals(
          "These credentials belong to account 000000000000 (arn:aws:iam::000000000000:user/sandbox), but"
              + " chirp.expectedAccount is '123456789012'. Nothing was changed.",
          failure.problem());
    }
  }

  @Test
  void zipThatTheCallerMayNotReadIsNamed() {
    try (FaultySandbox sandbox = new FaultySandbox(directory);
        Aws aws = sandbox.connect()) {
      sandbox
          .faults
          .on("lambda:ListFunctions")
          .then(
              Fault.refused(
                  403,
                  "AccessDeniedException",
                  "Your access has been denied by S3, please make sure your request credentials have permission to"
                      + " GetObject for acme-code/chirp/a.zip. S3 Error Code: AccessDenied. S3 Error Message: Access Denied"));
      ChirpException failure =
          assertThrows(
              ChirpException.class,
              () ->
                  aws.call(
                      "lambda:UpdateFunctionCode",
                      "function 'chirp_a'",
                      () -> aws.lambda().listFunctions()));
      assertTrue(
          failure
              .problem()
              .startsWith(
                  "AWS refused lambda:UpdateFunctionCode for function 'chirp_a' in eu-west-1: not authorized to perform"
                      + " s3:GetObject on acme-code/chirp/a.zip (AccessDeniedException"),
          failure::problem);
    }
  }

  @Test
  void expiredCredentialsNameTheLogin() {
    try (FaultySandbox sandbox = new FaultySandbox(directory);
        Aws aws = sandbox.connect()) {
      sandbox
          .faults
          .on("sts:GetCallerIdentity")
          .then(Fault.refused(403, "ExpiredToken", "The security token has expired."));
      ChirpException failure = assertThrows(ChirpException.class, aws::identity);
      assertEquals("aws sso login", failure.suggestion());
    }
  }

  @Test
  void tooLargeEnvironmentIsNotQuoted() {
    try (FaultySandbox sandbox = new FaultySandbox(directory);
        Aws aws = sandbox.connect()) {
      sandbox
          .faults
          .on("lambda:UpdateFunctionConfiguration")
          .then(
              Fault.refused(
                  400,
                  "InvalidParameterValueException",
                  "The variables exceeded the 4KB limit. String measured: {\"PASSWORD\":\"hunter2\"}"));
      ChirpException failure =
          assertThrows(
              ChirpException.class,
              () ->
                  aws.call(
                      "lambda:UpdateFunctionConfiguration",
                      "function 'f'",
                      () -> aws.lambda().updateFunctionConfiguration(u -> u.functionName("f"))));
      assertTrue(failure.problem().contains("exceeded the 4KB limit."), failure::problem);
      StringWriter trace = new StringWriter(); // as mvn -e prints it
      failure.printStackTrace(new PrintWriter(trace, true));
      assertFalse(trace.toString().contains("hunter2"), trace::toString);
    }
  }

  @Test
  void nothingIsSentUnencryptedToAnotherMachine() {
    ChirpException failure =
        assertThrows(
            ChirpException.class,
            () ->
                AwsSettings.ofSandbox(
                    new SandboxAddress(URI.create("http://example.com"), "key"), Optional.empty()));
    assertTrue(failure.problem().contains("http://example.com"), failure::problem);
  }
}
