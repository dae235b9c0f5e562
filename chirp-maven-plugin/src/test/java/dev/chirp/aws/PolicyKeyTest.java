package dev.chirp.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chirp.core.ChirpException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

class PolicyKeyTest {
  @ParameterizedTest
  @CsvSource({
    "iam:CreateRole, setupIam",
    "iam:AttachRolePolicy, setupIam",
    "iam:PassRole, deployer",
    "lambda:CreateFunction, deployer",
    "lambda:GetFunction, deployer",
    "s3:PutObject, deployer",
    "logs:CreateLogGroup, deployer",
    "lambda:InvokeFunction, operator",
    "lambda:DeleteFunction, operator",
    "lambda:ListFunctions, operator",
    "logs:FilterLogEvents, operator",
    "logs:DeleteLogGroup, operator",
  })
  void theKeyIsTheOneThatAllowsTheCall(String action, String key) {
    assertEquals(
        "mvn -q chirp:setup-iam -Dchirp.policy=print, and hand its \"%s\" to an administrator"
            .formatted(key),
        denied(action));
  }

  @Test
  void whatNoPrintedPolicyAllowsIsNamed() {
    assertEquals("ask an administrator to allow iam:DeleteRole", denied("iam:DeleteRole"));
  }

  @Test
  void bothGoalsReadTheRole() {
    assertEquals(
        "mvn -q chirp:setup-iam -Dchirp.policy=print, and hand its \"setupIam\" (to deploy, \"deployer\") to an administrator",
        denied("iam:GetRole"));
  }

  private static String denied(String action) {
    AwsServiceException refusal =
        AwsServiceException.builder()
            .statusCode(403)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode("AccessDenied").build())
            .build();
    try (Aws aws =
        Aws.connect(
            AwsSettings.ofSandbox(URI.create("http://127.0.0.1:9"), Optional.of("eu-west-1")))) {
      return assertThrows(
              ChirpException.class,
              () ->
                  aws.call(
                      action,
                      "something",
                      () -> {
                        throw refusal;
                      }))
          .suggestion();
    }
  }
}
