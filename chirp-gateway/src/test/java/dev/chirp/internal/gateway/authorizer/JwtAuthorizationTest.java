package dev.chirp.internal.gateway.authorizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.gateway.http.HeaderFields;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.gateway.route.Authorizer;
import dev.chirp.testkit.TestIssuer;
import dev.chirp.testkit.ThreadPerTask;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of a real issuer on loopback, with real keys. */
class JwtAuthorizationTest {
  private static final TestIssuer ISSUER = TestIssuer.start();
  private static final KeyPair FOREIGN = TestIssuer.newKey();

  private static final JwtAuthorization USERS =
      users(ISSUER, Clock.systemUTC(), Duration.ofSeconds(60));

  private final AuthorizedApi api = api(USERS);

  @AfterAll
  static void stop() {
    ISSUER.close();
  }

  private static JwtAuthorization users(TestIssuer issuer, Clock clock, Duration timeout) {
    return JwtAuthorization.of(
        new Authorizer.Jwt("users", issuer.url(), List.of("chirps", "admins")), clock, timeout);
  }

  private static AuthorizedApi api(TestIssuer issuer, Clock clock) {
    return api(users(issuer, clock, Duration.ofSeconds(60)));
  }

  private static AuthorizedApi api(JwtAuthorization authorization) {
    return new AuthorizedApi(
        Map.of(
            "GET /chirps",
            authorization,
            "GET /scoped",
            authorization.withScopes(List.of("chirps:read", "chirps:write"))));
  }

  /** A change that makes a valid token invalid, and the description that the client gets. */
  private record Rejection(
      String name, UnaryOperator<TestIssuer.Token> change, String description) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Rejection claim(String name, String json, String description) {
    return new Rejection(
        name + " is " + (json.isEmpty() ? "absent" : json),
        token -> token.claim(name, json),
        description);
  }

  private static Rejection header(String name, String json, String description) {
    return new Rejection(
        name + " is " + (json.isEmpty() ? "absent" : json),
        token -> token.header(name, json),
        description);
  }

  private static long now() {
    return Instant.now().getEpochSecond();
  }

  static Stream<Rejection> rejections() {
    return Stream.of(
        header("alg", "\"none\"", "signing method none is invalid"),
        header("alg", "\"HS256\"", "signing method HS256 is invalid"),
        header("alg", "\"ES256\"", "signing method ES256 is invalid"),
        header("alg", "\"PS256\"", "signing method PS256 is invalid"),
        header("alg", "\"RS256\\\"x\"", "signing method RS256?x is invalid"),
        header("alg", "", "signing method  is invalid"),
        header("kid", "", "the token does not have a kid"),
        header("kid", "7", "the token does not have a kid"),
        header("kid", "\"other\"", "the issuer does not have the token's kid"),
        new Rejection(
            "foreign key",
            token -> token.signedBy(FOREIGN.getPrivate()),
            "the token's signature is invalid"),
        claim("iss", "", "the token does not have a valid issuer"),
        claim("iss", "\"https://evil.example\"", "the token does not have a valid issuer"),
        claim("iss", "\"%s/\"".formatted(ISSUER.url()), "the token does not have a valid issuer"),
        claim("aud", "\"others\"", "the token does not have a valid audience"),
        claim("aud", "[]", "the token does not have a valid audience"),
        claim("aud", "[\"others\",\"more\"]", "the token does not have a valid audience"),
        claim("aud", "7", "the token does not have a valid audience"),
        claim("aud", "", "the token does not have a valid audience"),
        new Rejection(
            "aud is wrong and client_id is right",
            token -> token.claim("aud", "\"others\"").claim("client_id", "\"chirps\""),
            "the token does not have a valid audience"),
        new Rejection(
            "aud is absent and client_id is wrong",
            token -> token.claim("aud", "").claim("client_id", "\"others\""),
            "the token does not have a valid audience"),
        claim("exp", "", "the token does not have an exp"),
        claim("exp", "\"tomorrow\"", "the token does not have an exp"),
        claim("exp", String.valueOf(now() - 1), "the token has expired"),
        claim("exp", "-1e400", "the token has expired"),
        claim("nbf", String.valueOf(now() + 3600), "the token's nbf is in the future"),
        claim("nbf", "\"now\"", "the token's nbf is not a time"),
        claim("nbf", "1e99999999999", "the token's nbf is not a time"),
        claim("iat", String.valueOf(now() + 3600), "the token's iat is in the future"));
  }

  @ParameterizedTest
  @MethodSource("rejections")
  void invalidTokenIsUnauthorized(Rejection rejection) throws InterruptedException {
    String token = rejection.change().apply(ISSUER.token("chirps")).sign();
    OutgoingResponse response = api.get("/chirps", "Bearer " + token);
    assertEquals(
        "401\nBearer scope=\"\" error=\"invalid_token\" error_description=\"%s\"\n{\"message\":\"Unauthorized\"}"
            .formatted(rejection.description()),
        AuthorizedApi.text(response));
    assertEquals(
        List.of("Authorizer 'users' refused the token: %s.".formatted(rejection.description())),
        api.problems);
    assertEquals(List.of(), api.events);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer ",
        "x",
        "Bearer a.b",
        "a.b.c",
        "bearer e30.e30.e30",
        "Basic YTpi",
        "e30.W10."
      })
  void textThatIsNotATokenIsUnauthorized(String text) throws InterruptedException {
    assertEquals(
        "401\nBearer scope=\"\" error=\"invalid_token\" error_description=\"the token is malformed\"\n{\"message\":\"Unauthorized\"}",
        AuthorizedApi.text(api.get("/chirps", text)));
    assertEquals(List.of(), api.events);
  }

  @Test
  void changedTokenIsUnauthorized() throws InterruptedException {
    String[] own = ISSUER.token("chirps").sign().split("\\.", -1);
    String[] other = ISSUER.token("chirps").claim("sub", "\"eve\"").sign().split("\\.", -1);
    assertEquals(401, api.get("/chirps", own[0] + "." + other[1] + "." + own[2]).status());
    assertEquals(401, api.get("/chirps", own[0] + "." + own[1] + ".").status());
    assertEquals(401, api.get("/chirps", own[0] + "." + own[1] + "." + own[2] + "=").status());
    assertEquals(List.of(), api.events);
  }

  @Test
  void requestWithoutATokenIsUnauthorized() throws InterruptedException {
    String unauthorized = "401\nBearer\n{\"message\":\"Unauthorized\"}";
    assertEquals(unauthorized, AuthorizedApi.text(api.get("/chirps", HeaderFields.NONE)));
    assertEquals(unauthorized, AuthorizedApi.text(api.get("/chirps", "")));
    assertEquals(List.of(), api.events);
    assertEquals("Authorizer 'users' found no Authorization header.", api.problems.get(0));
  }

  @Test
  void secondTokenIsUnauthorized() throws InterruptedException {
    String token = "Bearer " + ISSUER.token("chirps").sign();
    HeaderFields two = HeaderFields.NONE.with("Authorization", token).with("authorization", token);
    assertEquals(401, api.get("/chirps", two).status());
    assertEquals(List.of(), api.events);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "RS384", "RS512"})
  void validTokenIsAdmitted(String algorithm) throws InterruptedException {
    String token = ISSUER.token("admins").header("alg", "\"" + algorithm + "\"").sign();
    assertEquals("200\nok", AuthorizedApi.text(api.get("/chirps", "Bearer " + token)));
    assertEquals("200\nok", AuthorizedApi.text(api.get("/chirps", token)));
    assertEquals(List.of(), api.problems);
  }

  @Test
  void clientIdCountsWithoutAnAudience() throws InterruptedException {
    String token = ISSUER.token("").claim("aud", "").claim("client_id", "\"chirps\"").sign();
    assertEquals("200\nok", AuthorizedApi.text(api.get("/chirps", "Bearer " + token)));
  }

  @Test
  void claimsAreTextInTheEvent() throws InterruptedException {
    String token =
        ISSUER
            .token("chirps")
            .claim("aud", "[\"x\",\"chirps\"]")
            .claim("iat", "")
            .claim("exp", "4102444800")
            .claim("admin", "true")
            .claim("cognito:groups", "[\"a\",\"b\"]")
            .claim("realm", "{\"roles\":[\"r\"],\"id\":7}")
            .sign();
    assertEquals(200, api.get("/chirps", token).status());
    assertTrue(
        api.events
            .get(0)
            .contains(
                "\"authorizer\":{\"jwt\":{\"claims\":{\"admin\":\"true\",\"aud\":\"[x chirps]\",\"cognito:groups\":\"[a b]\",\"exp\":\"4102444800\",\"iss\":\"%s\",\"realm\":\"map[id:7 roles:[r]]\",\"sub\":\"ada\"},\"scopes\":null}}"
                    .formatted(ISSUER.url())),
        api.events::toString);
    assertEquals(
        List.of("AWS may differ here: a claim that is null or an object (GET /chirps)."),
        api.warnings);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"scope\":\"openid chirps:write\"",
        "\"scp\":[\"openid\",\"chirps:write\"]",
        "\"scp\":\"chirps:write\""
      })
  void tokenWithAScopeOfTheRouteIsAdmitted(String claim) throws InterruptedException {
    String[] member = claim.split(":", 2);
    String token = ISSUER.token("chirps").claim(member[0].replace("\"", ""), member[1]).sign();
    assertEquals("200\nok", AuthorizedApi.text(api.get("/scoped", "Bearer " + token)));
    assertTrue(api.events.get(0).contains("\"scopes\":[\"chirps:write\"]"), api.events::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"openid\"", "\"chirps:writes\"", "[]", "7"})
  void tokenWithoutAScopeOfTheRouteIsForbidden(String scope) throws InterruptedException {
    String token = ISSUER.token("chirps").claim("scope", scope).sign();
    assertEquals(
        "403\nBearer scope=\"chirps:read chirps:write\" error=\"insufficient_scope\" error_description=\"the token does not have a scope of the route\"\n{\"message\":\"Forbidden\"}",
        AuthorizedApi.text(api.get("/scoped", "Bearer " + token)));
    assertEquals(List.of(), api.events);
  }

  @Test
  void reasonsAreWithoutTheToken() throws InterruptedException {
    String token = ISSUER.token("others").sign();
    api.get("/chirps?token=" + token, "Bearer " + token);
    assertFalse((api.problems + "" + api.warnings).contains(token.substring(0, 20)));
  }

  @Test
  void keysAreFetchedOnceInTwoHours() throws InterruptedException {
    try (TestIssuer issuer = TestIssuer.start()) {
      String token = issuer.token("chirps").claim("exp", "4102444800").sign();
      SteppedClock clock = new SteppedClock();
      AuthorizedApi own = api(issuer, clock);
      assertEquals(200, own.get("/chirps", token).status());
      clock.add(Duration.ofMinutes(119));
      assertEquals(200, own.get("/chirps", token).status());
      assertEquals(1, issuer.fetches());
      clock.add(Duration.ofMinutes(2));
      assertEquals(200, own.get("/chirps", token).status());
      assertEquals(2, issuer.fetches());
    }
  }

  @Test
  void newKeyOfTheIssuerIsFetched() throws InterruptedException {
    try (TestIssuer issuer = TestIssuer.start()) {
      AuthorizedApi own = api(issuer, Clock.systemUTC());
      assertEquals(200, own.get("/chirps", issuer.token("chirps").sign()).status());
      KeyPair next = TestIssuer.newKey();
      issuer.publish(
          TestIssuer.KEYS, "{\"keys\":[%s]}".formatted(TestIssuer.publicKey(next, "key-2")));
      String token =
          issuer.token("chirps").header("kid", "\"key-2\"").signedBy(next.getPrivate()).sign();
      assertEquals(200, own.get("/chirps", token).status());
      assertEquals(401, own.get("/chirps", issuer.token("chirps").sign()).status());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.well-known/openid-configuration|",
        "/.well-known/openid-configuration|{}",
        "/.well-known/openid-configuration|[]",
        "/.well-known/openid-configuration|{\"jwks_uri\":\"http://keys.example/\"}",
        "/.well-known/openid-configuration|{\"jwks_uri\":\"not a uri\"}",
        "/keys|",
        "/keys|not JSON"
      })
  void issuerWithoutKeysIsReported(String change) throws InterruptedException {
    try (TestIssuer issuer = TestIssuer.start()) {
      String[] document = change.split("\\|", -1);
      issuer.publish(document[0], document[1]);
      AuthorizedApi own = api(issuer, Clock.systemUTC());
      assertEquals(
          "401\nBearer scope=\"\" error=\"invalid_token\" error_description=\"OIDC discovery endpoint communication error\"\n{\"message\":\"Unauthorized\"}",
          AuthorizedApi.text(own.get("/chirps", issuer.token("chirps").sign())));
      assertTrue(
          own.problems.get(0).startsWith("Authorizer 'users' refused the token: "),
          own.problems::toString);
      assertEquals(List.of(), own.events);
    }
  }

  @Test
  void documentOverTheLimitIsReported() throws InterruptedException {
    try (TestIssuer issuer = TestIssuer.start()) {
      issuer.publish(TestIssuer.KEYS, "{\"keys\":[],\"x\":\"%s\"}".formatted("x".repeat(150_000)));
      AuthorizedApi own = api(issuer, Clock.systemUTC());
      assertEquals(401, own.get("/chirps", issuer.token("chirps").sign()).status());
      assertEquals(
          List.of(
              "Authorizer 'users' refused the token: %s/keys has more than 150000 bytes."
                  .formatted(issuer.url())),
          own.problems);
    }
  }

  @Test
  void issuerHasAnAndAHalfSecondsForADocument() {
    assertEquals(Duration.ofMillis(1500), JwtAuthorization.ISSUER_TIMEOUT);
  }

  @Test
  void issuerThatDoesNotAnswerIsReported() throws InterruptedException {
    try (TestIssuer issuer = TestIssuer.start()) {
      issuer.hang();
      AuthorizedApi own =
          new AuthorizedApi(
              Map.of("GET /chirps", users(issuer, Clock.systemUTC(), Duration.ofMillis(100))));
      assertEquals(401, own.get("/chirps", issuer.token("chirps").sign()).status());
      assertEquals(
          List.of(
              "Authorizer 'users' refused the token: %s/.well-known/openid-configuration did not answer within 100 ms."
                  .formatted(issuer.url())),
          own.problems);
    }
  }

  @Test
  void requestsThatNeedTheKeysAtOnceShareOneFetch() throws Exception {
    try (TestIssuer issuer = TestIssuer.start()) {
      AuthorizedApi own = api(issuer, Clock.systemUTC());
      issuer.hang();
      String token = issuer.token("chirps").sign();
      List<Future<Integer>> responses = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        FutureTask<Integer> response = new FutureTask<>(() -> own.get("/chirps", token).status());
        new ThreadPerTask().execute(response);
        responses.add(response);
      }
      issuer.answerAgain();
      for (Future<Integer> response : responses) {
        assertEquals(200, response.get(60, TimeUnit.SECONDS));
      }
      assertEquals(1, issuer.fetches());
    }
  }

  @Test
  void keysThatWereLoadedAreNotFetchedAgain() throws InterruptedException {
    try (TestIssuer issuer = TestIssuer.start()) {
      JwtAuthorization authorization = users(issuer, Clock.systemUTC(), Duration.ofSeconds(60));
      assertEquals(Optional.empty(), authorization.loadKeys(Duration.ofSeconds(60)));
      AuthorizedApi own = new AuthorizedApi(Map.of("GET /chirps", authorization));
      assertEquals(200, own.get("/chirps", issuer.token("chirps").sign()).status());
      assertEquals(1, issuer.fetches());
      issuer.publish(TestIssuer.DISCOVERY, "");
      assertEquals(
          Optional.of(issuer.url() + "/.well-known/openid-configuration answers with status 404"),
          authorization.loadKeys(Duration.ofSeconds(60)));
    }
  }

  @Test
  void stoppedIssuerIsReported() throws InterruptedException {
    TestIssuer issuer = TestIssuer.start();
    String token = issuer.token("chirps").sign();
    AuthorizedApi own = api(issuer, Clock.systemUTC());
    issuer.close();
    assertEquals(401, own.get("/chirps", token).status());
    assertTrue(
        own.problems.get(0).contains("/.well-known/openid-configuration cannot be reached: "),
        own.problems::toString);
  }
}
