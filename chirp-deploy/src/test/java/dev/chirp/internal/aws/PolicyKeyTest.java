package dev.chirp.internal.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.FunctionUrl;
import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.iam.ArnScope;
import dev.chirp.internal.iam.DeployerNeeds;
import dev.chirp.internal.iam.IamSettings;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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
    "lambda:ListFunctions, operator",
    "iam:DeleteRole, undeployRole",
    "iam:DeletePolicy, undeployRole",
    "iam:ListEntitiesForPolicy, undeployRole",
    "logs:FilterLogEvents, operator",
    "logs:DeleteLogGroup, operator",
  })
  void suggestedPolicyAllowsTheCall(String action, String key) {
    assertEquals(
        "mvn -q chirp:setup-iam -Dchirp.policy=print, and give its \"%s\" to an administrator"
            .formatted(key),
        denied(action));
  }

  @ParameterizedTest
  @CsvSource({
    "lambda:ListAliases, '\"operator\" (to release, \"deployer\")'",
    "lambda:DeleteFunction, '\"operator\" (to release, \"deployer\")'",
    "logs:DescribeLogGroups, '\"operator\" (to deploy, \"deployer\")'",
    "logs:ListTagsForResource, '\"operator\" (to deploy, \"deployer\")'",
    "iam:GetPolicy, '\"setupIam\" (to remove the role, \"undeployRole\")'",
    "iam:GetRole, '\"setupIam\" (to deploy, \"deployer\"; to remove the role, \"undeployRole\")'",
  })
  void callOfSeveralGoalsNamesEachPolicy(String action, String keys) {
    assertEquals(
        "mvn -q chirp:setup-iam -Dchirp.policy=print, and give its %s to an administrator"
            .formatted(keys),
        denied(action));
  }

  @Test
  void callWithoutAPrintedPolicyIsNamed() {
    assertEquals(
        "ask an administrator to allow sts:GetCallerIdentity", denied("sts:GetCallerIdentity"));
  }

  /** Compares all actions of all printed policies with the suggested policies. */
  @Test
  void suggestedPoliciesAreExactlyThoseThatAllowTheCall() throws IOException {
    Map<String, Set<String>> keys = printed();
    assertTrue(keys.size() > 40, keys::toString);
    keys.forEach((action, allowing) -> assertEquals(allowing, named(denied(action)), action));
  }

  /** Returns the policies for people that allow each action. */
  private static Map<String, Set<String>> printed() throws IOException {
    IamSettings settings =
        new IamSettings(
            "chirp-prod",
            "chirp-lambda-policy",
            "/",
            Optional.of("arn:aws:iam::000000000000:policy/boundary"),
            Map.of(),
            List.of(),
            List.of(),
            Optional.of("acme-code"),
            "chirp_",
            Optional.empty(),
            false,
            new Ownership("com.acme:birds"));
    JsonNode policies =
        new ObjectMapper()
            .readTree(
                settings.print(
                    new ArnScope("aws", "us-east-1", "000000000000"),
                    new DeployerNeeds(true, Optional.of(FunctionUrl.Access.PUBLIC), true)));
    Map<String, Set<String>> keys = new TreeMap<>();
    for (String key : List.of("deployer", "operator", "setupIam", "undeployRole")) {
      for (JsonNode statement : policies.path(key).path("Statement")) {
        JsonNode actions = statement.path("Action");
        Stream<JsonNode> each =
            actions.isArray()
                ? StreamSupport.stream(actions.spliterator(), false)
                : Stream.of(actions);
        each.forEach(
            action -> keys.computeIfAbsent(action.asText(), a -> new TreeSet<>()).add(key));
      }
    }
    return keys;
  }

  private static Set<String> named(String suggestion) {
    return Pattern.compile("\"(\\w+)\"")
        .matcher(suggestion)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String denied(String action) {
    AwsServiceException refusal =
        AwsServiceException.builder()
            .statusCode(403)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode("AccessDenied").build())
            .build();
    try (Aws aws =
        Aws.connect(
            AwsSettings.ofSandbox(
                new SandboxAddress(URI.create("http://127.0.0.1:9"), "key"),
                Optional.of("eu-west-1")))) {
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
