package dev.chirp.internal.gateway.authorizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.gateway.FunctionInvoker;
import dev.chirp.internal.gateway.FunctionInvoker.Outcome;
import dev.chirp.internal.gateway.RouteAuthorization;
import dev.chirp.internal.gateway.http.HeaderFields;
import dev.chirp.internal.gateway.payload.RequestIds;
import dev.chirp.internal.gateway.route.Authorizer;
import dev.chirp.internal.gateway.route.InvalidSetting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LambdaAuthorizationTest {
  private static final String HEADER = "$request.header.Authorization";
  private static final String YES =
      "{\"isAuthorized\":true,\"context\":{\"user\":\"ada\",\"n\":1.0}}";

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final SteppedClock clock = new SteppedClock();
  private volatile Outcome outcome = new Outcome.Returned(YES);

  private Outcome record(String event, RequestIds ids) {
    asked.add(event);
    return outcome;
  }

  private AuthorizedApi api(int ttl, boolean simple, String... sources) {
    return api(this::record, Duration.ofSeconds(60), ttl, simple, sources);
  }

  private AuthorizedApi api(
      FunctionInvoker function, Duration timeout, int ttl, boolean simple, String... sources) {
    RouteAuthorization authorization =
        LambdaAuthorization.of(
            new Authorizer.LambdaFunction("users", "check_token", List.of(sources), ttl, simple),
            function,
            "eu-west-1",
            clock,
            timeout);
    return new AuthorizedApi(
        Map.of("GET /chirps/{id}", authorization, "GET /other", authorization));
  }

  private void returns(String result) {
    outcome = new Outcome.Returned(result);
  }

  @Test
  void functionGetsTheRequestWithoutItsBody() throws InterruptedException {
    AuthorizedApi api = api(0, true, HEADER, "$request.querystring.q", "$context.routeKey");
    assertEquals("200\nok", AuthorizedApi.text(api.get("/chirps/a%20b?q=1&q=2", "t")));
    String event = asked.get(0).replaceAll("Root=1-[0-9a-f-]+", "TRACE");
    String id = event.replaceAll(".*\"requestId\":\"([^\"]+)\".*", "$1");
    assertEquals(
        ("{\"version\":\"2.0\",\"type\":\"REQUEST\","
                + "\"routeArn\":\"arn:aws:execute-api:eu-west-1:000000000000:local/$default/GET/chirps/a b\","
                + "\"identitySource\":[\"t\",\"1,2\",\"GET /chirps/{id}\"],"
                + "\"routeKey\":\"GET /chirps/{id}\",\"rawPath\":\"/chirps/a b\",\"rawQueryString\":\"q=1&q=2\","
                + "\"headers\":{\"authorization\":\"t\",\"content-length\":\"0\",\"host\":\"127.0.0.1:8080\","
                + "\"x-amzn-trace-id\":\"TRACE\",\"x-forwarded-for\":\"127.0.0.1\",\"x-forwarded-port\":\"8080\",\"x-forwarded-proto\":\"http\"},"
                + "\"queryStringParameters\":{\"q\":\"1,2\"},"
                + "\"requestContext\":{\"accountId\":\"000000000000\",\"apiId\":\"local\",\"domainName\":\"127.0.0.1\",\"domainPrefix\":\"127\","
                + "\"http\":{\"method\":\"GET\",\"path\":\"/chirps/a b\",\"protocol\":\"HTTP/1.1\",\"sourceIp\":\"127.0.0.1\",\"userAgent\":\"\"},"
                + "\"requestId\":\"ID\",\"routeKey\":\"GET /chirps/{id}\",\"stage\":\"$default\",\"time\":\"01/Jan/1970:00:00:00 +0000\",\"timeEpoch\":0},"
                + "\"pathParameters\":{\"id\":\"a b\"}}")
            .replace("ID", id),
        event);
    assertTrue(
        api.events.get(0).contains("\"authorizer\":{\"lambda\":{\"user\":\"ada\",\"n\":1.0}}"),
        api.events::toString);
    assertTrue(api.events.get(0).contains("\"requestId\":\"" + id + "\""), "ids differ");
  }

  @Test
  void decisionWithoutContextIsNullInTheEvent() throws InterruptedException {
    returns("{\"isAuthorized\":true}");
    AuthorizedApi api = api(0, true, HEADER);
    assertEquals(200, api.get("/other", "t").status());
    assertTrue(
        api.events.get(0).contains("\"authorizer\":{\"lambda\":null}"), api.events::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {HEADER, "$request.querystring.token", "$stageVariables.key"})
  void requestWithoutAnIdentitySourceIsUnauthorizedWithoutAsking(String source)
      throws InterruptedException {
    AuthorizedApi api = api(300, true, "$context.identity.sourceIp", source);
    assertEquals(
        "401\n{\"message\":\"Unauthorized\"}",
        AuthorizedApi.text(api.get("/other?token=", HeaderFields.NONE)));
    assertEquals(List.of(), asked);
    assertEquals(List.of(), api.events);
    assertEquals(List.of("Authorizer 'users' found no %s.".formatted(source)), api.problems);
  }

  @Test
  void deniedCallerIsForbidden() throws InterruptedException {
    returns("{\"isAuthorized\":false,\"context\":{\"user\":\"eve\"}}");
    AuthorizedApi api = api(0, true, HEADER);
    assertEquals("403\n{\"message\":\"Forbidden\"}", AuthorizedApi.text(api.get("/other", "t")));
    assertEquals(List.of(), api.events);
    assertEquals(
        List.of("Authorizer 'users' does not allow the caller to invoke this route."),
        api.problems);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "true | null | it is not a JSON object",
        "true | \"yes\" | it is not a JSON object",
        "true | not JSON | it is not a JSON object",
        "true | {} | its isAuthorized is neither true nor false",
        "true | {\"isAuthorized\":\"true\"} | its isAuthorized is neither true nor false",
        "true | {\"isAuthorized\":true,\"context\":[]} | its context is not an object",
        "true | {\"principalId\":\"a\",\"policyDocument\":{}} | its isAuthorized is neither true nor false",
        "false | {\"isAuthorized\":true} | it has no principalId",
        "false | {\"principalId\":\"a\"} | it has no policyDocument",
        "false | {\"principalId\":\"a\",\"policyDocument\":{}} | its policy has no Statement",
        "false | {\"principalId\":\"a\",\"policyDocument\":{\"Statement\":[1]}} | a statement of its policy is not an object",
        "false | {\"principalId\":\"a\",\"policyDocument\":{\"Statement\":{\"Effect\":\"Yes\"}}} | the Effect of a statement is neither Allow nor Deny",
        "false | {\"principalId\":\"a\",\"policyDocument\":{\"Statement\":{\"Effect\":\"Allow\"}}} | its policy has no Action",
        "false | {\"principalId\":\"a\",\"policyDocument\":{\"Statement\":{\"Effect\":\"Allow\",\"Action\":[1]}}} | the Action of a statement is not text",
        "false | {\"principalId\":\"a\",\"policyDocument\":{\"Statement\":{\"Effect\":\"Allow\",\"Condition\":{}}}} | its policy has 'Condition', which Chirp does not evaluate"
      })
  void resultThatIsNotADecisionIsAnInternalError(boolean simple, String result, String reason)
      throws InterruptedException {
    returns(result);
    AuthorizedApi api = api(300, simple, HEADER);
    for (int i = 0; i < 2; i++) {
      assertEquals(
          "500\n{\"message\":\"Internal Server Error\"}",
          AuthorizedApi.text(api.get("/other", "t")));
    }
    String problem =
        "Function 'check_token' of authorizer 'users' returned a result that is not a decision: %s."
            .formatted(reason);
    assertEquals(List.of(problem, problem), api.problems);
    assertEquals(2, asked.size()); // a failure is not cached
    assertEquals(List.of(), api.events);
  }

  @Test
  void failingFunctionIsAnInternalError() throws InterruptedException {
    AuthorizedApi api = api(300, true, HEADER);
    outcome = new Outcome.Failed("It threw.");
    assertEquals(500, api.get("/other", "t").status());
    outcome = new Outcome.Throttled();
    assertEquals(500, api.get("/other", "t").status());
    assertEquals(
        List.of(
            "Function 'check_token' of authorizer 'users' failed: It threw.",
            "Function 'check_token' of authorizer 'users' was throttled by Lambda."),
        api.problems);
    assertEquals(List.of(), api.events);
  }

  @Test
  void slowFunctionIsAnInternalError() throws InterruptedException {
    assertEquals(Duration.ofSeconds(10), LambdaAuthorization.TIMEOUT);
    CountDownLatch end = new CountDownLatch(1);
    AuthorizedApi api =
        api(
            (event, ids) -> {
              assertTrue(end.await(60, TimeUnit.SECONDS));
              return outcome;
            },
            Duration.ofMillis(50),
            0,
            true,
            HEADER);
    assertEquals(500, api.get("/other", "t").status());
    end.countDown();
    assertEquals(
        List.of("Function 'check_token' of authorizer 'users' did not return within 50 ms."),
        api.problems);
  }

  @Test
  void cachedDecisionCountsForAllRoutesUntilItsTimeIsOver() throws InterruptedException {
    AuthorizedApi api = api(300, true, HEADER);
    assertEquals(200, api.get("/chirps/1", "t").status());
    returns("{\"isAuthorized\":false}");
    assertEquals(200, api.get("/other", "t").status());
    assertEquals(403, api.get("/other", "u").status());
    clock.add(Duration.ofSeconds(299));
    assertEquals(200, api.get("/chirps/2", "t").status());
    assertEquals(2, asked.size());
    clock.add(Duration.ofSeconds(1));
    assertEquals(403, api.get("/other", "t").status());
    assertEquals(3, asked.size());
  }

  @Test
  void routeKeyAsAnIdentitySourceSeparatesRoutes() throws InterruptedException {
    AuthorizedApi api = api(300, true, HEADER, "$context.routeKey");
    assertEquals(200, api.get("/chirps/1", "t").status());
    assertEquals(200, api.get("/chirps/2", "t").status());
    assertEquals(200, api.get("/other", "t").status());
    assertEquals(2, asked.size());
  }

  @Test
  void nothingIsCachedWithoutTimeOrIdentity() throws InterruptedException {
    AuthorizedApi withoutTime = api(0, true, HEADER);
    assertEquals(200, withoutTime.get("/other", "t").status());
    assertEquals(200, withoutTime.get("/other", "t").status());
    AuthorizedApi withoutIdentity = api(300, true);
    assertEquals(200, withoutIdentity.get("/other", "t").status());
    assertEquals(200, withoutIdentity.get("/other", "t").status());
    assertEquals(4, asked.size());
  }

  @ParameterizedTest
  @CsvSource({
    "Allow, execute-api:Invoke, *, 200",
    "Allow, EXECUTE-API:*, arn:aws:execute-api:*:*:local/$default/GET/chirps/?, 200",
    "Allow, *, arn:aws:execute-api:eu-west-1:000000000000:local/$default/GET/chirps/1, 200",
    "Allow, execute-api:Invoke, arn:aws:execute-api:eu-west-1:000000000000:local/$default/POST/*, 403",
    "Allow, execute-api:Invoke, arn:aws:execute-api:eu-west-1:000000000000:local/$default/GET/chirp, 403",
    "Allow, lambda:InvokeFunction, *, 403",
    "Deny, execute-api:Invoke, *, 403"
  })
  void policyDecides(String effect, String action, String resource, int status)
      throws InterruptedException {
    returns(policy(statement(effect, action, resource)));
    assertEquals(status, api(0, false, HEADER).get("/chirps/1", "t").status());
  }

  @Test
  void denialWinsOverPermission() throws InterruptedException {
    returns(policy(statement("Allow", "*", "*") + "," + statement("Deny", "*", "*/GET/other")));
    AuthorizedApi api = api(300, false, HEADER);
    assertEquals(200, api.get("/chirps/1", "t").status());
    assertEquals(403, api.get("/other", "t").status()); // the cached policy is evaluated again
    assertEquals(1, asked.size());
  }

  private static String statement(String effect, String action, String resource) {
    return "{\"Effect\":\"%s\",\"Action\":\"%s\",\"Resource\":[\"%s\"]}"
        .formatted(effect, action, resource);
  }

  private static String policy(String statements) {
    return "{\"principalId\":\"ada\",\"policyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":[%s]}}"
        .formatted(statements);
  }

  @Test
  void unknownIdentitySourceIsRefused() {
    assertEquals(
        "'$request.body.x' is not an identity source of a Lambda authorizer.\nTry: $request.header.Authorization",
        assertThrows(InvalidSetting.class, () -> api(0, true, "$request.body.x")).getMessage());
    assertEquals(
        "'$context.nonsense' is not a context variable that Chirp knows as an identity source: accountId, apiId, httpMethod, identity.sourceIp, identity.userAgent, path, protocol, routeKey, stage.\nTry: $context.routeKey",
        assertThrows(InvalidSetting.class, () -> api(0, true, "$context.nonsense")).getMessage());
  }
}
