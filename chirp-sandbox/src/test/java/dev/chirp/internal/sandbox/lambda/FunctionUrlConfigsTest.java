package dev.chirp.internal.sandbox.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateFunctionUrlConfigResponse;
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/** Function URLs, resource policies, and aliases with weighted routing. */
class FunctionUrlConfigsTest {
  @TempDir private Path directory;
  private LambdaBox box;
  private LambdaClient lambda;

  @BeforeEach
  void start() {
    box = new LambdaBox(directory);
    lambda = box.lambda();
    box.create("f");
    publish("first");
    lambda.createAlias(r -> r.functionName("f").name("live").functionVersion("1"));
  }

  @AfterEach
  void stop() {
    box.close();
  }

  private void publish(String word) {
    lambda.updateFunctionCode(r -> r.functionName("f").zipFile(LambdaBox.zip(word)));
    box.pass(LambdaBox.IN_PROGRESS);
    lambda.publishVersion(r -> r.functionName("f"));
    box.pass(LambdaBox.PENDING);
  }

  private static void assertRefused(String code, String message, Executable call) {
    LambdaException refusal = assertThrows(LambdaException.class, call);
    assertEquals(code, refusal.awsErrorDetails().errorCode());
    assertTrue(
        refusal.awsErrorDetails().errorMessage().contains(message),
        refusal.awsErrorDetails()::errorMessage);
  }

  @Test
  void aliasHasItsOwnUrl() {
    CreateFunctionUrlConfigResponse made =
        lambda.createFunctionUrlConfig(
            r -> r.functionName("f").qualifier("live").authType(FunctionUrlAuthType.NONE));
    assertTrue(made.functionArn().endsWith(":function:f:live"), made::functionArn);
    String other =
        lambda
            .createFunctionUrlConfig(r -> r.functionName("f").authType(FunctionUrlAuthType.AWS_IAM))
            .functionUrl();
    assertFalse(made.functionUrl().equals(other), other);
    assertRefused(
        "ResourceConflictException",
        "FunctionUrlConfig exists for this Lambda function",
        () ->
            lambda.createFunctionUrlConfig(
                r -> r.functionName("f").qualifier("live").authType(FunctionUrlAuthType.NONE)));
    assertEquals(
        made.functionUrl(),
        lambda
            .updateFunctionUrlConfig(
                r -> r.functionName("f").qualifier("live").authType(FunctionUrlAuthType.AWS_IAM))
            .functionUrl());
    assertEquals(
        2, lambda.listFunctionUrlConfigs(r -> r.functionName("f")).functionUrlConfigs().size());
  }

  @Test
  void versionAndMissingAliasHaveNoUrl() {
    assertRefused(
        "ValidationException",
        "Value '1' at 'qualifier'",
        () ->
            lambda.createFunctionUrlConfig(
                r -> r.functionName("f").qualifier("1").authType(FunctionUrlAuthType.NONE)));
    assertRefused(
        "ResourceNotFoundException",
        "f:none",
        () -> lambda.getFunctionUrlConfig(r -> r.functionName("f").qualifier("none")));
    assertRefused(
        "ResourceNotFoundException",
        "The resource you requested does not exist.",
        () -> lambda.getFunctionUrlConfig(r -> r.functionName("f")));
  }

  @Test
  void urlsAndPoliciesAreDeletedWithTheirAliasOrFunction() {
    lambda.createFunctionUrlConfig(
        r -> r.functionName("f").qualifier("live").authType(FunctionUrlAuthType.NONE));
    lambda.deleteAlias(r -> r.functionName("f").name("live"));
    lambda.createAlias(r -> r.functionName("f").name("live").functionVersion("1"));
    assertRefused(
        "ResourceNotFoundException",
        "does not exist",
        () -> lambda.getFunctionUrlConfig(r -> r.functionName("f").qualifier("live")));
    lambda.createFunctionUrlConfig(r -> r.functionName("f").authType(FunctionUrlAuthType.AWS_IAM));
    lambda.deleteFunction(r -> r.functionName("f"));
    box.create("f");
    assertEquals(
        List.of(), lambda.listFunctionUrlConfigs(r -> r.functionName("f")).functionUrlConfigs());
    assertEquals(List.of(), lambda.listAliases(r -> r.functionName("f")).aliases());
  }

  @Test
  void policyBelongsToOneQualifierAndItsStatementsHaveIds() {
    lambda.addPermission(
        r ->
            r.functionName("f")
                .qualifier("live")
                .statementId("one")
                .action("lambda:InvokeFunction")
                .principal("events.amazonaws.com")
                .sourceArn("arn:aws:events:us-east-1:000000000000:rule/r"));
    assertEquals(
        "{\"Version\":\"2012-10-17\",\"Id\":\"default\",\"Statement\":[{\"Sid\":\"one\",\"Effect\":\"Allow\","
            + "\"Principal\":{\"Service\":\"events.amazonaws.com\"},\"Action\":\"lambda:InvokeFunction\","
            + "\"Resource\":\"arn:aws:lambda:us-east-1:000000000000:function:f:live\","
            + "\"Condition\":{\"ArnLike\":{\"AWS:SourceArn\":\"arn:aws:events:us-east-1:000000000000:rule/r\"}}}]}",
        lambda.getPolicy(r -> r.functionName("f").qualifier("live")).policy());
    assertRefused(
        "ResourceNotFoundException",
        "does not exist",
        () -> lambda.getPolicy(r -> r.functionName("f")));
    assertRefused(
        "ResourceConflictException",
        "The statement id (one) provided already exists.",
        () ->
            lambda.addPermission(
                r ->
                    r.functionName("f")
                        .qualifier("live")
                        .statementId("one")
                        .action("lambda:InvokeFunction")
                        .principal("*")));
    assertRefused(
        "PreconditionFailedException",
        "Revision Id",
        () ->
            lambda.removePermission(
                r -> r.functionName("f").qualifier("live").statementId("one").revisionId("other")));
    lambda.removePermission(r -> r.functionName("f").qualifier("live").statementId("one"));
    assertRefused(
        "ResourceNotFoundException",
        "Statement one is not found in resource policy.",
        () ->
            lambda.removePermission(r -> r.functionName("f").qualifier("live").statementId("one")));
  }

  @Test
  void urlConditionsRequireTheirAction() {
    assertRefused(
        "InvalidParameterValueException",
        "FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action",
        () ->
            lambda.addPermission(
                r ->
                    r.functionName("f")
                        .statementId("one")
                        .action("lambda:InvokeFunction")
                        .principal("*")
                        .functionUrlAuthType(FunctionUrlAuthType.NONE)));
    assertRefused(
        "NotImplemented",
        "PrincipalOrgID",
        () ->
            lambda.addPermission(
                r ->
                    r.functionName("f")
                        .statementId("one")
                        .action("lambda:InvokeFunction")
                        .principal("*")
                        .principalOrgID("o-1")));
  }

  @Test
  void aliasRoutesPartOfItsTraffic() {
    publish("second");
    lambda.updateAlias(
        r ->
            r.functionName("f")
                .name("live")
                .routingConfig(c -> c.additionalVersionWeights(Map.of("2", 0.25))));
    assertEquals(
        Map.of("2", 0.25),
        lambda
            .getAlias(r -> r.functionName("f").name("live"))
            .routingConfig()
            .additionalVersionWeights());
    assertRefused(
        "ResourceConflictException",
        "live",
        () -> lambda.deleteFunction(r -> r.functionName("f").qualifier("2")));
    AliasRouting weights = new AliasRouting(Map.of("2", 0.25));
    assertEquals("2", weights.choose("1", 0.2));
    assertEquals("1", weights.choose("1", 0.25));
    lambda.updateAlias(r -> r.functionName("f").name("live").description("kept"));
    assertEquals(
        Map.of("2", 0.25),
        lambda
            .getAlias(r -> r.functionName("f").name("live"))
            .routingConfig()
            .additionalVersionWeights());
    lambda.updateAlias(
        r ->
            r.functionName("f")
                .name("live")
                .routingConfig(c -> c.additionalVersionWeights(Map.of())));
    lambda.deleteFunction(r -> r.functionName("f").qualifier("2"));
  }

  @Test
  void aliasRoutingIsValidated() {
    for (Map.Entry<String, Double> weight :
        Map.of("1", 0.5, "$LATEST", 0.5, "7", 0.5, "1000", 2.0).entrySet()) {
      assertThrows(
          LambdaException.class,
          () ->
              lambda.updateAlias(
                  r ->
                      r.functionName("f")
                          .name("live")
                          .routingConfig(
                              c ->
                                  c.additionalVersionWeights(
                                      Map.of(weight.getKey(), weight.getValue())))),
          weight::toString);
    }
  }
}
