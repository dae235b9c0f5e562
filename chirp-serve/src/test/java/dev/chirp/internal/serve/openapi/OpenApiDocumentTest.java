package dev.chirp.internal.serve.openapi;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.core.JavaHome;
import dev.chirp.internal.gateway.route.Authorizer;
import dev.chirp.internal.gateway.route.RouteAccess;
import dev.chirp.internal.gateway.route.RouteKey;
import dev.chirp.internal.local.EventFiles;
import dev.chirp.internal.process.ClassPaths;
import dev.chirp.internal.project.FunctionScan;
import dev.chirp.internal.project.GivenSettings;
import dev.chirp.internal.serve.code.ServedFunction;
import dev.chirp.runtime.ApiFunction;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenApiDocumentTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final List<String> warnings = new ArrayList<>();
  private final List<String> sources = new ArrayList<>();

  /** Adds a class of package acme. The text begins with its modifiers. */
  private void source(String name, String text) throws IOException {
    Path file = Files.createDirectories(folder.resolve("src/acme")).resolve(name + ".java");
    Files.writeString(
        file,
        "package acme; import dev.chirp.runtime.*; import com.amazonaws.services.lambda.runtime.*;"
            + " import com.fasterxml.jackson.annotation.*; import java.time.*; import java.util.*;\n"
            + text);
    sources.add(file.toString());
  }

  private void function(String name, String route, String body) throws IOException {
    source(
        name,
        "@FunctionConfiguration(route = \"%s\") public class %s extends ApiFunction { %s }"
            .formatted(route, name, body));
  }

  private void event(String name, String json) throws IOException {
    Path file = folder.resolve("event").resolve(name + ".json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, json);
  }

  private Path classes() {
    return folder.resolve("classes");
  }

  private List<ServedFunction> functions() throws IOException {
    Files.createDirectories(classes());
    List<Path> libraries =
        Stream.of(ApiFunction.class, RequestHandler.class, JsonProperty.class)
            .map(OpenApiDocumentTest::origin)
            .toList();
    List<String> arguments =
        new ArrayList<>(List.of("--release", "17", "-proc:none", "-d", classes().toString()));
    arguments.add("-cp");
    arguments.add(libraries.stream().map(Path::toString).collect(joining(File.pathSeparator)));
    arguments.addAll(sources);
    assertEquals(
        0,
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new)));
    ClassPaths classPaths =
        new ClassPaths(
            List.of(), Stream.concat(Stream.of(classes()), libraries.stream()).toList(), List.of());
    return new FunctionScan(classes(), libraries, "chirp_", GivenSettings.none(folder))
        .run().all().stream()
            .map(
                function ->
                    ServedFunction.of(
                        function,
                        "chirp_" + function.name(),
                        JavaHome.current(),
                        Optional.empty(),
                        classPaths,
                        EventFiles.in(folder.resolve("event"))))
            .toList();
  }

  private static Path origin(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private String text() throws IOException {
    return text(routes());
  }

  private Map<RouteKey, ServedFunction> routes() throws IOException {
    Map<RouteKey, ServedFunction> routes = new LinkedHashMap<>();
    for (ServedFunction function : functions()) {
      function
          .function()
          .settings()
          .route()
          .ifPresent(route -> routes.put(RouteKey.parse(route.value().toString()), function));
    }
    return routes;
  }

  private String text(Map<RouteKey, ServedFunction> routes) {
    return text(routes, Map.of());
  }

  private String text(Map<RouteKey, ServedFunction> routes, Map<RouteKey, RouteAccess> access) {
    return new OpenApiDocument(
            new OpenApiDocument.Info("Chirps", "1.0"), routes, access, warnings::add)
        .json();
  }

  @Test
  void protectedRoutesNameTheirSecuritySchemes() throws IOException {
    for (String name : List.of("A", "B", "C", "D")) {
      function(name, "GET /" + name, simple("1"));
    }
    Map<RouteKey, ServedFunction> routes = routes();
    List<RouteKey> keys = List.copyOf(routes.keySet());
    Authorizer users =
        new Authorizer.Jwt("users", "https://login.example.com/", List.of("web", "app"));
    Authorizer keyed =
        new Authorizer.LambdaFunction(
            "keys",
            "check_token",
            List.of("$context.routeKey", "$request.querystring.key"),
            0,
            true);
    String text =
        text(
            routes,
            Map.of(
                keys.get(0), new RouteAccess(Optional.of(users), List.of("a", "b")),
                keys.get(1), new RouteAccess(Optional.of(keyed), List.of()),
                keys.get(2), new RouteAccess(Optional.of(new Authorizer.Iam()), List.of())));
    assertValid(text);
    JsonNode document = JSON.readTree(text);
    assertEquals(
        JSON.readTree(
            """
            {
              "AWS_IAM": {
                "type": "apiKey", "name": "Authorization", "in": "header",
                "x-amazon-apigateway-authtype": "awsSigv4"
              },
              "keys": {
                "type": "apiKey", "name": "key", "in": "query",
                "description": "Function 'check_token' decides."
              },
              "users": {
                "type": "openIdConnect",
                "openIdConnectUrl": "https://login.example.com/.well-known/openid-configuration",
                "x-amazon-apigateway-authorizer": {
                  "type": "jwt",
                  "identitySource": "$request.header.Authorization",
                  "jwtConfiguration": {
                    "issuer": "https://login.example.com/", "audience": ["web", "app"]
                  }
                }
              }
            }
            """),
        document.at("/components/securitySchemes"));
    assertEquals("[{\"users\":[\"a\",\"b\"]}] 401 403", security(document, keys.get(0)));
    assertEquals("[{\"keys\":[]}] 401 403", security(document, keys.get(1)));
    assertEquals("[{\"AWS_IAM\":[]}] 403", security(document, keys.get(2)));
    assertEquals("null", String.valueOf(operation(document, keys.get(3)).get("security")));
  }

  private static JsonNode operation(JsonNode document, RouteKey key) {
    return document.path("paths").path(key.path()).path(key.method().toLowerCase(Locale.ROOT));
  }

  /** An operation's requirement, and which of the gateway's responses it has. */
  private static String security(JsonNode document, RouteKey key) {
    JsonNode operation = operation(document, key);
    String text = operation.path("security").toString();
    for (String status : List.of("401", "403")) {
      if (operation.path("responses").has(status)) {
        text += " " + status;
      }
    }
    return text;
  }

  /** The document, after an independent validator has found nothing. */
  private JsonNode document() throws IOException {
    String text = text();
    assertValid(text);
    return JSON.readTree(text);
  }

  private static void assertValid(String text) {
    SwaggerParseResult result = new OpenAPIV3Parser().readContents(text, null, null);
    assertEquals(List.of(), Objects.requireNonNullElse(result.getMessages(), List.of()), text);
    assertFalse(result.getOpenAPI().getPaths().isEmpty());
  }

  private static String simple(String result) {
    return "protected Object handle(ApiRequest request) { return %s; }".formatted(result);
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.json", "starter.json"})
  void documentsOfTheProjectsInTheRepositoryAreValid(String name) throws IOException {
    try (InputStream in = OpenApiDocumentTest.class.getResourceAsStream("/openapi/" + name)) {
      assertValid(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void validatorRefusesWhatIsInvalid() throws IOException {
    function("Find", "GET /chirps/{id}", simple("1"));
    String text = text().replace("\"in\" : \"path\"", "\"in\" : \"body\"");
    assertFalse(new OpenAPIV3Parser().readContents(text, null, null).getMessages().isEmpty());
  }

  @Test
  void operationHasParametersOfItsPathItsCodeAndItsEvents() throws IOException {
    function(
        "FindChirps",
        "GET /users/{user}/chirps",
        "protected Object handle(ApiRequest r) { Runnable later = () -> r.queryValues(\"tag\");"
            + " return List.of(r.query(\"from\"), r.queryField(\"limit\").asInt(1), r.header(\"x\")); }");
    event("find_chirps", "{\"params\": {\"path\": {\"user\": \"ann\"}}}");
    event(
        "find_chirps/page",
        "{\"params\": {\"querystring\": {\"limit\": \"7\", \"token\": \"abc\"}}}");
    JsonNode operation = document().at("/paths/~1users~1{user}~1chirps/get");
    assertEquals("find_chirps", operation.path("operationId").asText());
    assertEquals(
        List.of("path user ann", "query from ", "query limit 7", "query tag ", "query token "),
        Stream.of(operation.path("parameters"))
            .flatMap(OpenApiDocumentTest::elements)
            .map(
                each ->
                    each.path("in").asText()
                        + " "
                        + each.path("name").asText()
                        + " "
                        + each.path("example").asText())
            .toList());
    assertTrue(operation.path("requestBody").isMissingNode());
    assertEquals(List.of(), warnings);
  }

  private static Stream<JsonNode> elements(JsonNode node) {
    List<JsonNode> all = new ArrayList<>();
    node.forEach(all::add);
    return all.stream();
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    for (Iterator<String> all = node.fieldNames(); all.hasNext(); ) {
      names.add(all.next());
    }
    return names;
  }

  @Test
  void bodyHasItsClassAndItsExamplesWithSecretsMasked() throws IOException {
    source(
        "NewChirp",
        "public record NewChirp(@JsonProperty(\"chirp-text\") String text, int priority,"
            + " List<Place> places, Mood mood, Optional<LocalDate> day, Map<String, Long> counts) {"
            + " static { if (true) throw new IllegalStateException(); }"
            + " public record Place(double x, NewChirp in) {} }");
    source(
        "Mood",
        "public enum Mood { @JsonProperty(\"good\") GOOD, BAD;"
            + " static { if (true) throw new IllegalStateException(); } }");
    function(
        "SaveChirp",
        "POST /chirps",
        "protected Object handle(ApiRequest r) { NewChirp chirp = r.body(NewChirp.class);"
            + " return ApiResponse.created(\"/chirps/1\", null); }");
    event("save_chirp", "{\"body-json\": {\"chirp-text\": \"hi\", \"password\": \"tiger-4711\"}}");
    event("save_chirp/400-empty", "{\"body-json\": {}}");
    event("save_chirp/409", "{\"body-json\": {\"chirp-text\": \"again\"}}");
    JsonNode document = document();
    JsonNode operation = document.at("/paths/~1chirps/post");
    assertEquals(
        JSON.readTree(
            """
            {"required": true, "content": {"application/json": {
              "schema": {"$ref": "#/components/schemas/NewChirp"},
              "examples": {
                "409": {"value": {"chirp-text": "again"}},
                "default": {"value": {"chirp-text": "hi", "password": "***"}}}}}}
            """),
        operation.path("requestBody"));
    assertEquals(
        List.of("201", "400", "409", "500", "default"), names(operation.path("responses")));
    assertEquals(
        JSON.readTree(
            """
            {"type": "object",
             "properties": {
               "chirp-text": {"type": "string"},
               "counts": {"type": "object",
                 "additionalProperties": {"type": "integer", "format": "int64"}},
               "day": {"type": "string", "format": "date"},
               "mood": {"type": "string", "enum": ["good", "BAD"]},
               "places": {"type": "array", "items": {"$ref": "#/components/schemas/Place"}},
               "priority": {"type": "integer", "format": "int32"}},
             "required": ["priority"]}
            """),
        document.at("/components/schemas/NewChirp"));
    assertEquals(List.of(), warnings);
  }

  @Test
  void responseHasTheClassThatTheFunctionReturns() throws IOException {
    source("Page", "public record Page<T>(List<T> items, UUID next) {}");
    source(
        "Chirp",
        "public class Chirp { private String text; public String getText() { return text; }"
            + " public void setText(String text) {} public boolean isLong() { return true; }"
            + " public void setSecret(byte[] secret) {} @JsonIgnore public int getHidden() { return 1; } }");
    source(
        "Base",
        "public abstract class Base<T> extends ApiFunction {"
            + " protected abstract Page<T> handle(ApiRequest request); }");
    source(
        "FindChirps",
        "@FunctionConfiguration(route = \"GET /chirps\") public class FindChirps extends Base<Chirp>"
            + " { protected Page<Chirp> handle(ApiRequest r) { return null; } }");
    source(
        "FirstChirp",
        "@FunctionConfiguration(route = \"GET /first\") public class FirstChirp"
            + " implements RequestHandler<Map<String, Object>, Chirp> {"
            + " public Chirp handleRequest(Map<String, Object> event, Context c) { return null; } }");
    source("Own", "public record Own(int statusCode, String body) {}");
    source(
        "OwnAnswer",
        "@FunctionConfiguration(route = \"GET /own\") public class OwnAnswer"
            + " implements RequestHandler<Map<String, Object>, Own> {"
            + " public Own handleRequest(Map<String, Object> event, Context c) { return null; } }");
    JsonNode document = document();
    assertEquals(
        JSON.readTree(
            """
            {"allOf": [{"$ref": "#/components/schemas/Envelope"}, {"type": "object",
              "properties": {"data": {"$ref": "#/components/schemas/PageOfChirp"}}}]}
            """),
        document.at("/paths/~1chirps/get/responses/200/content/application~1json/schema"));
    assertEquals(
        JSON.readTree(
            """
            {"type": "object", "properties": {
              "items": {"type": "array", "items": {"$ref": "#/components/schemas/Chirp"}},
              "next": {"type": "string", "format": "uuid"}}}
            """),
        document.at("/components/schemas/PageOfChirp"));
    assertEquals(
        JSON.readTree(
            """
            {"type": "object", "properties": {
              "long": {"type": "boolean", "readOnly": true},
              "secret": {"type": "string", "format": "byte", "writeOnly": true},
              "text": {"type": "string"}}}
            """),
        document.at("/components/schemas/Chirp"));
    assertEquals(
        "#/components/schemas/Chirp",
        document
            .at("/paths/~1first/get/responses/200/content/application~1json/schema/$ref")
            .asText());
    assertTrue(document.at("/paths/~1own/get/responses/200/content").isMissingNode());
    assertEquals(List.of(), warnings);
  }

  @Test
  void statusesAreThoseThatTheCodeNames() throws IOException {
    function(
        "Everything",
        "PUT /everything",
        "protected Object handle(ApiRequest r) { switch (r.query(\"a\").orElse(\"\")) {"
            + " case \"1\": throw new ForbiddenException(1, \"no\");"
            + " case \"2\": throw new NoSuchResourceException(1, \"no\");"
            + " case \"3\": return ApiResponse.noContent();"
            + " case \"4\": return ApiResponse.redirect(303, \"/\" + r.path());"
            + " case \"5\": return ApiResponse.of(1).withHeader(\"a\", \"b\").withStatus(202);"
            + " default: return ApiResponse.ofBytes(new byte[0], \"image/png\"); } }");
    function("Plain", "GET /plain", simple("ApiResponse.of(1)"));
    JsonNode document = document();
    JsonNode responses = document.at("/paths/~1everything/put/responses");
    assertEquals(
        List.of("200", "202", "204", "303", "400", "403", "404", "500", "default"),
        names(responses));
    assertEquals(List.of("image/png"), names(responses.at("/200/content")));
    assertTrue(responses.at("/204/content").isMissingNode());
    assertTrue(responses.at("/303/headers/location").isObject());
    assertEquals(
        "#/components/schemas/ErrorEnvelope",
        responses.at("/404/content/application~1json/schema/$ref").asText());
    assertEquals(
        List.of("200", "400", "500", "default"),
        names(document.at("/paths/~1plain/get/responses")));
  }

  @Test
  void greedyAnyAndDefaultRoutesAreAsAwsExportsThem() throws IOException {
    function("Files", "ANY /files/{proxy+}", simple("1"));
    function("Root", "GET /", simple("1"));
    Map<RouteKey, ServedFunction> routes = new LinkedHashMap<>();
    List<ServedFunction> functions = functions();
    routes.put(RouteKey.parse("ANY /files/{proxy+}"), functions.get(0));
    routes.put(RouteKey.parse("GET /"), functions.get(1));
    routes.put(RouteKey.DEFAULT, functions.get(1));
    String text = text(routes);
    assertValid(text);
    JsonNode paths = JSON.readTree(text).path("paths");
    assertEquals(List.of("/", "/$default", "/files/{proxy+}"), names(paths));
    assertEquals(
        "proxy+",
        paths.at("/~1files~1{proxy+}/x-amazon-apigateway-any-method/parameters/0/name").asText());
    assertTrue(paths.at("/~1$default/x-amazon-apigateway-any-method/isDefaultRoute").asBoolean());
  }

  @Test
  void pathsThatDifferInVariableNamesOnlyAreOne() throws IOException {
    function("Find", "GET /chirps/{id}", simple("1"));
    function("Replace", "PUT /chirps/{chirp}", simple("1"));
    event("replace", "{\"params\": {\"path\": {\"chirp\": \"7\"}}}");
    JsonNode paths = document().path("paths");
    assertEquals(List.of("/chirps/{id}"), names(paths));
    assertEquals(
        JSON.readTree(
            """
            {"name": "id", "in": "path", "schema": {"type": "string"}, "example": "7",
             "required": true, "description": "The function's name for it is 'chirp'."}
            """),
        paths.at("/~1chirps~1{id}/put/parameters/0"));
  }

  @Test
  void sameProjectGivesTheSameBytes() throws IOException {
    source("B", "public record B(int z, int a) {}");
    function("One", "GET /one", "protected B handle(ApiRequest request) { return null; }");
    function("Two", "POST /one", simple("1"));
    event("two", "{\"body-json\": {\"z\": 1, \"a\": [1.50, 2e3]}}");
    String first = text();
    assertEquals(first, text());
    assertFalse(first.contains("\r"));
    assertTrue(first.endsWith("}\n"));
  }

  @Test
  void missingClassAndBadEventAreWarningsOnly() throws IOException {
    source("Missing", "public class Missing {}");
    source("Chirp", "public record Chirp(Missing missing) {}");
    function("One", "GET /one", "protected Chirp handle(ApiRequest request) { return null; }");
    event("one", "{");
    Map<RouteKey, ServedFunction> routes = Map.of(RouteKey.parse("GET /one"), functions().get(0));
    Files.delete(classes().resolve("acme/Missing.class"));
    String text = text(routes);
    assertValid(text);
    assertEquals(
        "#/components/schemas/Envelope",
        JSON.readTree(text)
            .at("/paths/~1one/get/responses/200/content/application~1json/schema/$ref")
            .asText());
    assertEquals(2, warnings.size(), warnings::toString);
    assertTrue(
        warnings
            .get(1)
            .startsWith(
                "The document has no schemas of function 'one', because its classes cannot be read: "),
        warnings::toString);
    assertTrue(warnings.get(0).startsWith("Event file '"), warnings::toString);
  }
}
