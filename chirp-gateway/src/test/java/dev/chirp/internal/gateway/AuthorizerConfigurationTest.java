package dev.chirp.internal.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chirp.internal.gateway.route.Authorizer;
import dev.chirp.internal.gateway.route.InvalidSetting;
import dev.chirp.internal.gateway.route.RouteAccess;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizerConfigurationTest {
  private static final String ISSUER = "https://login.example.com";

  private static AuthorizerConfiguration jwt(String name, String issuer, String... audiences) {
    return new AuthorizerConfiguration(name, issuer, List.of(audiences), "", List.of(), 0);
  }

  private static AuthorizerConfiguration lambda(String name, int ttl, String... sources) {
    return new AuthorizerConfiguration(name, "", List.of(), "check_token", List.of(sources), ttl);
  }

  private static RouteAccess.Authorizers authorizers(
      String byDefault, AuthorizerConfiguration... all) {
    return new ApiConfiguration(List.of(all), byDefault).authorizers();
  }

  private static String refusal(String byDefault, AuthorizerConfiguration... all) {
    return assertThrows(InvalidSetting.class, () -> authorizers(byDefault, all)).getMessage();
  }

  @Test
  void authorizersAreRead() {
    RouteAccess.Authorizers authorizers =
        authorizers(
            "users",
            jwt("users", ISSUER, "web", " app "),
            lambda("keys", 300, "$request.header.x-api-key", "$context.routeKey"),
            lambda("tokens", 0));
    assertEquals(
        List.of(
            new Authorizer.Jwt("users", ISSUER, List.of("web", "app")),
            new Authorizer.LambdaFunction(
                "keys",
                "check_token",
                List.of("$request.header.x-api-key", "$context.routeKey"),
                300,
                true),
            new Authorizer.LambdaFunction(
                "tokens", "check_token", List.of("$request.header.Authorization"), 0, true)),
        authorizers.all());
    assertEquals(Optional.of("users"), authorizers.defaultName());
    assertEquals(RouteAccess.Authorizers.NONE, new ApiConfiguration().authorizers());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:8180/realms/a", "http://127.0.0.1:1", "http://[::1]:1"})
  void issuerOnThisMachineMayBeHttp(String issuer) {
    Authorizer.Jwt authorizer =
        (Authorizer.Jwt) authorizers("", jwt("users", issuer, "web")).all().get(0);
    assertEquals(true, authorizer.isLocal());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://login.example.com",
        "http://localhost.evil.example",
        "login.example.com",
        "https://",
        "https://user@login.example.com",
        "https://login.example.com?a=b",
        "not a url"
      })
  void issuerThatIsNotHttpsIsRefused(String issuer) {
    assertEquals(
        "Authorizer 'users' in the POM has the <issuer> '%s', which is neither https nor on this machine.\nTry: <issuer>https://login.example.com</issuer>"
            .formatted(issuer),
        refusal("", jwt("users", issuer, "web")));
  }

  @Test
  void incompleteAuthorizersAreRefused() {
    assertEquals(
        "An <authorizer> in the POM has no <name>.\nTry: <name>users</name>",
        refusal("", jwt("", ISSUER, "web")));
    assertEquals(
        "'AWS_IAM' cannot be the <name> of an <authorizer> in the POM.\nTry: <name>users</name>",
        refusal("", jwt("AWS_IAM", ISSUER, "web")));
    assertEquals(
        "Authorizer 'users' in the POM has neither an <issuer> nor a <function>.\nTry: <issuer>https://login.example.com</issuer>",
        refusal("", jwt("users", "", "web")));
    assertEquals(
        "Authorizer 'users' in the POM has both an <issuer> and a <function>.\nTry: <issuer>https://login.example.com</issuer>",
        refusal(
            "",
            new AuthorizerConfiguration(
                "users", ISSUER, List.of("web"), "check_token", List.of(), 0)));
    assertEquals(
        "Authorizer 'users' in the POM has an <issuer> and no <audiences>, so every token of the issuer would be accepted.\nTry: <audiences>my-client</audiences>",
        refusal("", jwt("users", ISSUER)));
  }

  @Test
  void settingsOfTheOtherKindAreRefused() {
    assertEquals(
        "Authorizer 'users' in the POM has an <issuer>, but also <identitySources>, <resultTtl> or <simpleResponses>, which a <function> has.\nTry: <audiences>my-client</audiences>",
        refusal(
            "", new AuthorizerConfiguration("users", ISSUER, List.of("web"), "", List.of(), 60)));
    assertEquals(
        "Authorizer 'users' in the POM has a <function>, and so no <audiences>.\nTry: <identitySources>$request.header.Authorization</identitySources>",
        refusal(
            "",
            new AuthorizerConfiguration("users", "", List.of("web"), "check_token", List.of(), 0)));
  }

  @Test
  void badCacheTimeAndIdentitySourceAreRefused() {
    assertEquals(
        "Authorizer 'keys' in the POM has the <resultTtl> '3601', but API Gateway accepts 0 to 3600 (seconds).\nTry: <resultTtl>300</resultTtl>",
        refusal("", lambda("keys", 3601)));
    assertEquals(
        "'Authorization' is not an identity source of a Lambda authorizer.\nTry: $request.header.Authorization",
        refusal("", lambda("keys", 0, "Authorization")));
  }

  @Test
  void doubledAndTooManyAndUnknownNamesAreRefused() {
    assertEquals(
        "<api> in the POM has two authorizers named 'users'.",
        refusal("", jwt("users", ISSUER, "web"), lambda("users", 0)));
    assertEquals(
        "<api> in the POM has 11 authorizers, but an API has at most 10.",
        refusal(
            "",
            IntStream.rangeClosed(1, 11)
                .mapToObj(i -> lambda("a" + i, 0))
                .toArray(AuthorizerConfiguration[]::new)));
    assertEquals(
        "<authorizer> in <api> is 'user', which is not the name of one of the <authorizers>.\nTry: <authorizer>users</authorizer>",
        refusal("user", jwt("users", ISSUER, "web")));
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', JWT",
    "users, chirps:write, JWT",
    "keys, '', CUSTOM",
    "AWS_IAM, '', AWS_IAM",
    "NONE, '', NONE"
  })
  void routeNamesItsAuthorizer(String named, String scope, String type) {
    RouteAccess access =
        authorizers("users", jwt("users", ISSUER, "web"), lambda("keys", 0))
            .of(
                "create_chirp",
                Optional.of(named).filter(text -> !text.isEmpty()),
                scope.isEmpty() ? List.of() : List.of(scope));
    assertEquals(type, access.authorizationType());
  }

  @Test
  void routesArePublicWithoutADefault() {
    assertEquals(
        RouteAccess.OPEN,
        authorizers("", jwt("users", ISSUER, "web")).of("health", Optional.empty(), List.of()));
  }

  @Test
  void accessIsShownWithItsScopes() {
    RouteAccess.Authorizers authorizers = authorizers("", jwt("users", ISSUER, "web"));
    assertEquals("", RouteAccess.OPEN.shown());
    assertEquals(
        "users, a or b", authorizers.of("f", Optional.of("users"), List.of("a", "b")).shown());
  }

  private static String refusal(
      RouteAccess.Authorizers authorizers, String named, List<String> scopes) {
    return assertThrows(
            InvalidSetting.class,
            () ->
                authorizers.of(
                    "create_chirp", Optional.of(named).filter(text -> !text.isEmpty()), scopes))
        .getMessage();
  }

  @Test
  void routeWithAnUnknownAuthorizerIsRefused() {
    assertEquals(
        "Function 'create_chirp' names the authorizer 'user', but <api> in the POM has only 'users', 'keys'.\nTry: authorizer = \"users\"",
        refusal(
            authorizers("", jwt("users", ISSUER, "web"), lambda("keys", 0)), "user", List.of()));
    assertEquals(
        "Function 'create_chirp' names the authorizer 'users', but <api> in the POM has no authorizers.\nTry: <authorizers><authorizer><name>users</name>… in <api>",
        refusal(RouteAccess.Authorizers.NONE, "users", List.of()));
  }

  @Test
  void scopesWithoutAJwtAuthorizerAreRefused() {
    RouteAccess.Authorizers authorizers =
        authorizers("", jwt("users", ISSUER, "web"), lambda("keys", 0));
    assertEquals(
        "Function 'create_chirp' has scopes, but the authorizer of its route is 'keys', which does not know scopes.\nTry: authorizer = \"users\"",
        refusal(authorizers, "keys", List.of("a")));
    assertEquals(
        "Function 'create_chirp' has scopes, but the authorizer of its route is NONE, which does not know scopes.\nTry: scopes = {}",
        refusal(RouteAccess.Authorizers.NONE, "", List.of("a")));
    assertEquals(
        "Function 'create_chirp' has 11 scopes, but a route has at most 10.",
        refusal(authorizers, "users", Collections.nCopies(11, "a")));
    assertEquals(
        "Function 'create_chirp' has the scope 'a b', which is not 1 to 64 characters without blanks.\nTry: scopes = \"chirps:write\"",
        refusal(authorizers, "users", List.of("a b")));
  }
}
