package dev.chirp.internal.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.gateway.CorsSettings;
import dev.chirp.internal.gateway.route.Authorizer;
import dev.chirp.internal.gateway.route.RouteAccess;
import dev.chirp.internal.project.FunctionSettings;
import dev.chirp.internal.project.FunctionSettings.Setting;
import dev.chirp.internal.project.ProjectFunction;
import dev.chirp.internal.serve.code.ServedCode;
import dev.chirp.internal.serve.code.ServedCodeSource;
import dev.chirp.internal.serve.code.ServedFunction;
import dev.chirp.testkit.TestIssuer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Protected routes over HTTP, with a real issuer, and an authorizer function in its process. */
@Tag("slow")
class ServedAuthorizersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String UNVERIFIED =
      "POST /fail: AWS_IAM: signatures cannot be verified here; with -Dchirp.localSandbox, the sandbox's key is admitted.";
  private static final String SANDBOX_KEY = "000000000000ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  @TempDir private Path directory;
  private final TestIssuer issuer = TestIssuer.start();
  private final AtomicReference<ServedCode> code = new AtomicReference<>();
  private ServedTestApi api;

  @BeforeEach
  void start() throws InterruptedException {
    code.set(generation(1, 300));
    api = ServedTestApi.start(() -> Objects.requireNonNull(code.get()), directory, 10, Map.of());
  }

  @AfterEach
  void stop() {
    api.close();
    issuer.close();
  }

  private ServedCode.Generation generation(long number, int ttl) {
    return new ServedCode.Generation(
        number,
        ServedTestApi.functions().stream()
            .map(
                served ->
                    switch (served.function().name()) {
                      case "echo_event" -> with(served, "users", "echo");
                      case "meeting" -> with(served, "users");
                      case "find_chirp" -> with(served, "keys");
                      case "failing" -> with(served, "AWS_IAM");
                      case "hello" -> with(served, "NONE");
                      default -> served;
                    })
            .toList(),
        settings(ttl, "unrouted"));
  }

  private ServedCode.ApiSettings settings(int ttl, String function) {
    return new ServedCode.ApiSettings(
        "",
        "",
        CorsSettings.NONE,
        new RouteAccess.Authorizers(
            List.of(
                new Authorizer.Jwt("users", issuer.url(), List.of("chirps")),
                new Authorizer.LambdaFunction(
                    "keys", function, List.of("$request.header.x-key"), ttl, true)),
            Optional.of("users")));
  }

  static ServedFunction with(ServedFunction served, String authorizer, String... scopes) {
    ProjectFunction function = served.function();
    FunctionSettings settings = function.settings();
    return ServedFunction.of(
        new ProjectFunction(
            function.name(),
            function.handler(),
            function.kind(),
            function.release(),
            new FunctionSettings(
                settings.memorySize(),
                settings.timeout(),
                settings.description(),
                settings.route(),
                Optional.of(new Setting<>(authorizer, "test")),
                new Setting<>(List.of(scopes), "test"),
                settings.safe(),
                settings.environment())),
        served.functionName(),
        served.java(),
        Optional.empty(),
        served.classPaths(),
        served.events());
  }

  private HttpResponse<String> get(String path, String name, String value) throws Exception {
    return api.send(api.request(path).header(name, value));
  }

  private static String text(HttpResponse<String> response) {
    return response.statusCode() + " " + response.body();
  }

  private JsonNode authorizer(HttpResponse<String> response) throws Exception {
    return JSON.readTree(response.body()).at("/requestContext/authorizer");
  }

  @Test
  void tokenOpensTheRouteAndItsClaimsReachTheFunction() throws Exception {
    String token = issuer.token("chirps").claim("scope", "\"echo\"").sign();
    HttpResponse<String> response = get("/echo/a", "Authorization", "Bearer " + token);
    assertEquals(200, response.statusCode(), response.body());
    assertEquals("ada", authorizer(response).at("/jwt/claims/sub").asText());
    assertEquals("[\"echo\"]", authorizer(response).at("/jwt/scopes").toString());
  }

  /** The message says where an unprotected answer comes from, should there ever be one. */
  @Test
  void everyProtectedRouteRefusesRequestsWithoutCredentials() throws Exception {
    ServedCode.Generation served = generation(1, 300);
    RouteList list = RouteList.of(served);
    int open = 0;
    for (var route : list.routes().entrySet()) {
      String method = route.getKey().isAny() ? "GET" : route.getKey().method();
      String path = route.getKey().path().replaceAll("\\{[^}]+}", "1");
      HttpResponse<String> response =
          api.send(api.request(path).method(method, HttpRequest.BodyPublishers.noBody()));
      if (list.access().getOrDefault(route.getKey(), RouteAccess.OPEN).authorizer().isEmpty()) {
        open++;
        assertEquals(200, response.statusCode(), path);
      } else {
        String expected =
            route.getValue().function().name().equals("failing")
                ? "403 {\"message\":\"Forbidden\"}"
                : "401 {\"message\":\"Unauthorized\"}";
        assertEquals(expected, text(response), path);
      }
    }
    assertEquals(1, open);
    assertEquals(1, api.log().split("START RequestId", -1).length - 1, api.log());
  }

  @Test
  void badTokenAndMissingScopeAreRefused() throws Exception {
    HttpResponse<String> foreign =
        get(
            "/meeting/1",
            "Authorization",
            issuer.token("chirps").signedBy(TestIssuer.newKey().getPrivate()).sign());
    assertEquals("401 {\"message\":\"Unauthorized\"}", text(foreign));
    assertEquals(
        Optional.of(
            "Bearer scope=\"\" error=\"invalid_token\" error_description=\"the token's signature is invalid\""),
        foreign.headers().firstValue("www-authenticate"));
    String token = issuer.token("chirps").sign();
    assertEquals(
        "403 {\"message\":\"Forbidden\"}",
        text(get("/echo/a", "Authorization", "Bearer " + token)));
    assertEquals("", api.log());
    assertTrue(
        api.console
            .warnings()
            .contains(
                "GET /echo/a: Authorizer 'users' refused the token: the token does not have a scope of the route."),
        api.console::text);
    assertFalse(api.console.text().contains(token), "the console has a token");
    assertFalse(api.page("requests").toString().contains(token), "the page has a token");
  }

  @Test
  void functionOfTheProjectDecidesAndItsDecisionIsKeptUntilTheCodeChanges() throws Exception {
    for (int i = 0; i < 2; i++) {
      assertEquals(200, get("/chirps/1", "x-key", "let-me-in").statusCode());
      assertEquals("403 {\"message\":\"Forbidden\"}", text(get("/chirps/1", "x-key", "please")));
    }
    assertEquals(2, asked(), api.log());
    code.set(generation(2, 300));
    assertEquals(200, get("/chirps/1", "x-key", "let-me-in").statusCode());
    assertEquals(3, asked(), api.log());
  }

  private int asked() {
    return api.log().split("authorizes GET /chirps/\\{id}", -1).length - 1;
  }

  @Test
  void unsignedAndSignedRequestsAreRefusedByIam() throws Exception {
    assertEquals("403 {\"message\":\"Forbidden\"}", text(api.post("/fail", "{}")));
    assertEquals(
        "403 {\"message\":\"Forbidden\"}",
        text(api.post("/fail", "{}", "Authorization", signature(SANDBOX_KEY, "execute-api"))));
    assertEquals(List.of(UNVERIFIED, UNVERIFIED), api.console.warnings());
    assertEquals("", api.log());
  }

  @Test
  void requestSignedWithTheSandboxsKeyIsAdmittedByIam() throws Exception {
    List<ServedFunction> functions =
        ServedTestApi.functions().stream()
            .map(each -> each.function().name().equals("echo_event") ? with(each, "AWS_IAM") : each)
            .toList();
    try (ServedTestApi sandboxed =
        ServedTestApi.start(
            ServedCodeSource.CompiledProject.of(functions),
            directory,
            10,
            Map.of("AWS_ACCESS_KEY_ID", SANDBOX_KEY, "AWS_REGION", "us-east-1"))) {
      HttpResponse<String> response =
          sandboxed.send(
              sandboxed
                  .request("/echo/a")
                  .header("Authorization", signature(SANDBOX_KEY, "execute-api")));
      assertEquals(200, response.statusCode(), response.body());
      assertEquals(
          "arn:aws:iam::000000000000:user/sandbox",
          authorizer(response).at("/iam/userArn").asText());
      for (String other :
          List.of(
              signature(SANDBOX_KEY, "lambda"),
              signature(SANDBOX_KEY.replace('Z', 'A'), "execute-api"))) {
        assertEquals(
            403,
            sandboxed
                .send(sandboxed.request("/echo/a").header("Authorization", other))
                .statusCode());
      }
    }
  }

  private static String signature(String key, String service) {
    return "AWS4-HMAC-SHA256 Credential=%s/20261129/us-east-1/%s/aws4_request, SignedHeaders=host, Signature=0"
        .formatted(key, service);
  }

  @Test
  void tableAndPageShowTheAuthorizers() throws Exception {
    String table = api.api.table().replace(api.api.url().toString(), "URL");
    assertTrue(
        table.contains("ANY     echo_event  URL/echo/{proxy+} (authorizer: users, echo)\n"), table);
    assertTrue(table.contains("POST    failing     URL/fail (authorizer: AWS_IAM)\n"), table);
    assertTrue(table.contains("GET     hello       URL/hello\n"), table);
    for (JsonNode function : api.page("functions").path("functions")) {
      if (function.path("name").asText().equals("echo_event")) {
        assertEquals("users, echo", function.at("/route/authorizer").asText());
        assertEquals("authorization", function.at("/route/credential").asText());
      }
      if (function.path("name").asText().equals("find_chirp")) {
        assertEquals("x-key", function.at("/route/credential").asText());
      }
      if (function.path("name").asText().equals("hello")) {
        assertTrue(function.at("/route/authorizer").isMissingNode());
      }
    }
  }

  @Test
  void issuerThatDoesNotAnswerIsReportedAtTheStart() throws Exception {
    issuer.close();
    try (ServedTestApi other =
        ServedTestApi.start(() -> Objects.requireNonNull(code.get()), directory, 10, Map.of())) {
      String token = issuer.token("chirps").sign();
      assertEquals(
          401, other.send(other.request("/meeting/1").header("Authorization", token)).statusCode());
      String warning = "Authorizer 'users' refuses every token until its issuer answers: ";
      for (int i = 0; i < 1200 && !other.console.text().contains(warning); i++) {
        Thread.sleep(50);
      }
      assertTrue(other.console.text().contains(warning), other.console::text);
    }
  }

  @Test
  void authorizerWithAnUnknownFunctionIsRefused() {
    ServedCode.Generation unknown =
        new ServedCode.Generation(1, ServedTestApi.functions(), settings(0, "check_token"));
    assertEquals(
        "Authorizer 'keys' in the POM names the function 'check_token', which the project does not have.\nTry: mvn chirp:list, for the names of the functions",
        assertThrows(ChirpException.class, () -> RouteList.of(unknown)).getMessage());
  }

  @Test
  void routeWithAnUnknownAuthorizerIsRefused() {
    List<ServedFunction> functions =
        ServedTestApi.functions().stream().map(each -> with(each, "nobody")).toList();
    String message =
        assertThrows(
                ChirpException.class,
                () -> RouteList.of(new ServedCode.Generation(1, functions, settings(0, "hello"))))
            .getMessage();
    assertTrue(
        message.endsWith(
            "names the authorizer 'nobody', but <api> in the POM has only 'users', 'keys'.\nTry: authorizer = \"users\""),
        message);
  }

  @Test
  void differentAuthorizersInTwoModulesAreRefused() {
    ServedProject project = new ServedProject();
    project.add("web", settings(0, "a").authorizers());
    project.add("plain", RouteAccess.Authorizers.NONE);
    project.add("jobs", settings(0, "a").authorizers());
    assertEquals(
        "Modules 'web' and 'other' have different <authorizers>, but their functions are one API.\nTry: <api> in the parent POM, which both inherit",
        assertThrows(
                ChirpException.class, () -> project.add("other", settings(1, "a").authorizers()))
            .getMessage()
            .replace("'jobs'", "'web'"));
  }
}
