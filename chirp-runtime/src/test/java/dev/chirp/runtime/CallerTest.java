package dev.chirp.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.runtime.Probe.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The caller in each event shape that says who called. */
class CallerTest {
  private static final String HTTP_API =
      """
      {"version": "2.0", "rawPath": "/a", "headers": {},
       "requestContext": {"http": {"method": "GET"}, "domainName": "%s", "authorizer": %s}}""";

  private static final String REST =
      """
      {"httpMethod": "GET", "path": "/a", "headers": {},
       "requestContext": {"identity": {"userArn": %s}, "authorizer": %s}}""";

  /** Principal, the claim {@code email}, scopes and the authorizer's value {@code owner}. */
  private static String caller(String event) {
    Outcome outcome =
        Probe.of(
                request ->
                    List.of(
                        request.principal().orElse("-"),
                        request.claim("email").orElse("-"),
                        request.scopes(),
                        request.authorizerValue("owner").orElse("-")))
            .send(event);
    return outcome.envelope().get("data").toString();
  }

  private static String httpApi(String authorizer) {
    return HTTP_API.formatted("a.execute-api.eu-west-1.amazonaws.com", authorizer);
  }

  @Test
  void httpApiHasTheClaimsOfAToken() {
    assertEquals(
        "[\"ada\",\"a@b.c\",[\"x\",\"y\"],\"-\"]",
        caller(
            httpApi(
                "{\"jwt\": {\"claims\": {\"sub\": \"ada\", \"email\": \"a@b.c\", \"scope\": \"x y\"}, \"scopes\": [\"x\"]}}")));
    assertEquals(
        "[\"ada\",\"-\",[\"x\",\"y\"],\"-\"]",
        caller(
            httpApi(
                "{\"jwt\": {\"claims\": {\"sub\": \"ada\", \"scp\": \"[x y]\"}, \"scopes\": null}}")));
  }

  @Test
  void httpApiHasTheContextOfAFunction() {
    assertEquals(
        "[\"-\",\"-\",[],{\"id\":7}]", caller(httpApi("{\"lambda\": {\"owner\": {\"id\": 7}}}")));
    assertEquals("[\"-\",\"-\",[],\"-\"]", caller(httpApi("{\"lambda\": null}")));
  }

  @Test
  void httpApiAndFunctionUrlHaveTheSigner() {
    String iam = "{\"iam\": {\"accessKey\": \"AKIA1\", \"userArn\": \"arn:aws:iam::1:user/ada\"}}";
    String expected = "[\"arn:aws:iam::1:user/ada\",\"-\",[],\"-\"]";
    assertEquals(expected, caller(httpApi(iam)));
    assertEquals(expected, caller(HTTP_API.formatted("abc.lambda-url.eu-west-1.on.aws", iam)));
  }

  @Test
  void restApiHasTheContextOfAFunctionWithoutApiGatewaysOwnMembers() {
    assertEquals(
        "[\"ada\",\"-\",[],\"Ann\"]",
        caller(
            REST.formatted(
                "null",
                "{\"principalId\": \"ada\", \"owner\": \"Ann\", \"integrationLatency\": 12}")));
    Outcome outcome =
        Probe.of(
                request ->
                    List.of(
                        request.authorizerValue("principalId").isPresent(),
                        request.authorizerValue("integrationLatency").isPresent(),
                        request.authorizerValue("claims").isPresent()))
            .send(
                REST.formatted(
                    "null",
                    "{\"principalId\": \"ada\", \"integrationLatency\": 12, \"claims\": {}}"));
    assertEquals("[false,false,false]", outcome.envelope().get("data").toString());
  }

  @Test
  void restApiHasTheClaimsOfCognitoAndTheSigner() {
    assertEquals(
        "[\"ada\",\"a@b.c\",[\"x\"],\"-\"]",
        caller(
            REST.formatted(
                "null",
                "{\"claims\": {\"sub\": \"ada\", \"email\": \"a@b.c\", \"scope\": \"x\"}}")));
    assertEquals(
        "[\"arn:aws:iam::1:user/ada\",\"-\",[],\"-\"]",
        caller(REST.formatted("\"arn:aws:iam::1:user/ada\"", "null")));
  }

  @Test
  void headerOfALoadBalancerIsNotBelieved() {
    assertEquals(
        "[\"-\",\"-\",[],\"-\"]",
        caller(
            "{\"httpMethod\": \"GET\", \"path\": \"/\", \"headers\": {\"x-amzn-oidc-identity\": \"ada\", \"x-amzn-oidc-data\": \"a.b.c\"}, \"requestContext\": {\"elb\": {}}}"));
  }

  @Test
  void passThroughEventHasThePrincipalOrTheSigner() {
    Map.of(
            "\"authorizer-principal-id\": \"ada\", \"user-arn\": \"arn\"", "ada",
            "\"authorizer-principal-id\": \"\", \"user-arn\": \"arn\"", "arn",
            "\"authorizer-principal-id\": \"\", \"user-arn\": \"\"", "-")
        .forEach(
            (context, principal) ->
                assertEquals(
                    "[\"%s\",\"-\",[],\"-\"]".formatted(principal),
                    caller("{\"params\": {}, \"context\": {%s}}".formatted(context))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pass-through", "function-url", "alb", "alb-multi-value"})
  void anonymousCallerHasNothing(String shape) {
    assertEquals("[\"-\",\"-\",[],\"-\"]", caller(Samples.read(shape)));
  }

  @Test
  void samplesHaveTheirCallers() {
    assertEquals("[\"b-7\",\"-\",[],\"-\"]", caller(Samples.read("http-api")));
    assertEquals("[\"bird\",\"-\",[],\"-\"]", caller(Samples.read("rest-proxy")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "\"text\"",
        "[]",
        "{\"jwt\": 7}",
        "{\"jwt\": {\"claims\": []}}",
        "{\"lambda\": [1]}"
      })
  void authorizerOfAnUnexpectedTypeHasNothing(String authorizer) {
    assertEquals("[\"-\",\"-\",[],\"-\"]", caller(httpApi(authorizer)));
  }
}
