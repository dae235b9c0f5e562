package dev.chirp.internal.sandbox.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.gateway.route.RouteKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourcePolicyTest {
  private static final String ACCOUNT = "000000000000";
  private static final String SERVICE = "apigateway.amazonaws.com";
  private static final String API = "arn:aws:execute-api:us-east-1:" + ACCOUNT + ":api1/";

  /** A policy with one statement, without conditions. */
  private static ObjectNode policy(String action) {
    ObjectNode policy = LambdaRequest.JSON.createObjectNode();
    ObjectNode statement = policy.putObject("Statements").putObject("api");
    statement.putObject("Principal").put("Service", SERVICE);
    statement.put("Action", action);
    return policy;
  }

  private static ObjectNode condition(ObjectNode policy, String operator) {
    return policy.withObject("/Statements/api/Condition/" + operator);
  }

  private static boolean allows(ObjectNode policy, String principal, String route) {
    return new ResourcePolicy(policy)
        .allows(
            new ResourcePolicy.Caller(
                principal, API + "$default/" + RouteKey.parse(route).sourceArnPath(), ACCOUNT));
  }

  @ParameterizedTest
  @CsvSource({
    "GET /a, */GET/a, true",
    "GET /a, $default/GET/a, true",
    "GET /a, test/GET/a, false",
    "GET /a, */POST/a, false",
    "GET /a, */*/*, true",
    "GET /a, *, true",
    "GET /a/{x}, */GET/a/*, true",
    "GET /a/{x}, */GET/a/?, true",
    "GET /a/{x}, */GET/a/{x}, false",
    "GET /a/{x+}, */GET/a/*, true",
    "ANY /a, */*/a, true",
    "ANY /a, */GET/a, false",
    "$default, */$default, true",
    "$default, */GET/$default, false",
    "GET /, */GET/, true",
  })
  void statementsCoverRoutesByTheirPatterns(String route, String pattern, boolean isAllowed) {
    ObjectNode policy = policy("lambda:InvokeFunction");
    condition(policy, "ArnLike").put("AWS:SourceArn", API + pattern);
    assertEquals(isAllowed, allows(policy, SERVICE, route));
    ObjectNode ofOtherApi = policy("lambda:InvokeFunction");
    condition(ofOtherApi, "ArnLike").put("AWS:SourceArn", API.replace("api1", "api2") + pattern);
    assertFalse(allows(ofOtherApi, SERVICE, route));
  }

  @Test
  void statementWithoutConditionCoversEverything() {
    assertTrue(allows(policy("lambda:InvokeFunction"), SERVICE, "GET /a"));
    assertTrue(allows(policy("lambda:*"), SERVICE, "GET /a"));
    assertFalse(allows(policy("lambda:GetFunction"), SERVICE, "GET /a"));
    assertFalse(allows(policy("lambda:InvokeFunction"), "s3.amazonaws.com", "GET /a"));
    assertFalse(allows(LambdaRequest.JSON.createObjectNode(), SERVICE, "GET /a"));
  }

  @Test
  void everyConditionMustHold() {
    ObjectNode policy = policy("lambda:InvokeFunction");
    condition(policy, "StringEquals").put("AWS:SourceAccount", ACCOUNT);
    assertTrue(allows(policy, SERVICE, "GET /a"));
    condition(policy, "ArnLike").put("AWS:SourceArn", API + "*/GET/b");
    assertFalse(allows(policy, SERVICE, "GET /a"));
    ObjectNode viaUrl = policy("lambda:InvokeFunction");
    condition(viaUrl, "Bool").put("lambda:InvokedViaFunctionUrl", "true");
    assertFalse(allows(viaUrl, SERVICE, "GET /a"));
  }

  @Test
  void patternOfAnArnDoesNotReachOverItsColons() {
    ObjectNode policy = policy("lambda:InvokeFunction");
    condition(policy, "ArnLike").put("AWS:SourceArn", "arn:aws:execute-api:*");
    assertFalse(allows(policy, SERVICE, "GET /a"));
    condition(policy, "ArnLike").put("AWS:SourceArn", "arn:aws:execute-api:*:*:api1/*");
    assertTrue(allows(policy, SERVICE, "GET /a"));
  }
}
