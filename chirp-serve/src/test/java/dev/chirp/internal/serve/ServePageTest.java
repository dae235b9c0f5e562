package dev.chirp.internal.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chirp.internal.serve.code.ServedCode;
import dev.chirp.internal.serve.code.ServedCodeSource;
import dev.chirp.internal.serve.code.ServedFunction;
import dev.chirp.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data behind the page at {@code /_chirp/}, over HTTP. */
@Tag("slow")
class ServePageTest {
  private static final String TOKEN = "Bearer token-of-the-request";

  /** The page's form of a function, filled from its event file. */
  private static final Map<String, Object> ECHO_NAMED =
      Map.of(
          "function",
          "echo_event",
          "method",
          "POST",
          "template",
          "/echo/{proxy+}",
          "event",
          "named",
          "form",
          Map.of(
              "path",
              List.of(Map.of("name", "proxy", "value", "x")),
              "query",
              List.of(),
              "headers",
              List.of(),
              "body",
              "{}"));

  @TempDir private Path directory;
  @TempDir private Path events;
  private final List<ServedTestApi> started = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    started.forEach(ServedTestApi::close);
  }

  private ServedTestApi start() throws InterruptedException {
    return start(
        ServedCodeSource.CompiledProject.of(ServedTestApi.functionsWithEvents(events)), Map.of());
  }

  private ServedTestApi start(ServedCodeSource source, Map<String, String> aws)
      throws InterruptedException {
    ServedTestApi api = ServedTestApi.start(source, directory, 10, aws);
    started.add(api);
    return api;
  }

  private void event(String file, String text) throws IOException {
    Path path = events.resolve(file);
    Files.createDirectories(path.resolveSibling("."));
    Files.writeString(path, text);
  }

  @Test
  void filesOfThePageRunNoForeignScript() throws Exception {
    ServedTestApi api = start();
    for (String file : List.of("", "page.css", "page.js")) {
      HttpResponse<String> response = api.get("/_chirp/" + file);
      assertEquals(200, response.statusCode(), file);
      String policy = response.headers().firstValue("content-security-policy").orElse("");
      assertTrue(
          policy.startsWith("default-src 'none'; script-src 'self'; style-src 'self'"), policy);
      assertEquals("nosniff", response.headers().firstValue("x-content-type-options").orElse(""));
      assertEquals(405, api.post("/_chirp/" + file, "").statusCode());
    }
    String html = api.get("/_chirp/").body();
    assertTrue(html.contains("<script src=\"page.js\" defer></script>"), html);
    assertEquals(2, html.split("<script", -1).length, "no inline script");
    assertFalse(api.get("/_chirp/page.js").body().contains("innerHTML"));
  }

  @Test
  void functionsHaveRoutesEventsAndSettingsButNoValuesOfVariables() throws Exception {
    event("echo_event.json", "{}");
    event("echo_event/b.json", "{}");
    event("echo_event/a.json", "{}");
    ServedTestApi api = start();
    JsonNode functions = api.page("functions").path("functions");
    JsonNode echo = functions.get(0);
    assertEquals("echo_event", echo.path("name").asText());
    assertEquals("chirp_echo_event", echo.path("functionName").asText());
    assertEquals(
        "{\"method\":\"ANY\",\"path\":\"/echo/{proxy+}\",\"parameters\":[\"proxy\"]}",
        echo.path("route").toString());
    assertEquals("[\"\",\"a\",\"b\"]", echo.path("events").toString());
    assertEquals(
        "[{\"name\":\"DB_PASSWORD\",\"value\":\"***\",\"origin\":\"@FunctionConfiguration\"}]",
        echo.path("variables").toString());
    String settings = echo.path("settings").toString();
    assertTrue(
        settings.contains(
            "{\"name\":\"Memory\",\"value\":\"512 MB\",\"origin\":\"default\"},{\"name\":\"Timeout\",\"value\":\"25 s\",\"origin\":\"@FunctionConfiguration\"}"),
        settings);
    assertFalse(functions.toString().contains("hidden-in-settings"));
    assertTrue(functions.toString().contains("\"name\":\"unrouted\""));
  }

  @Test
  void eventFillsTheFormWithoutItsSecrets() throws Exception {
    event(
        "echo_event.json",
        "{\"params\": {\"path\": {\"proxy\": \"a/b\"}, \"querystring\": {\"limit\": \"5\", \"api-key\": \"key-of-the-event\"}, \"header\": {\"Host\": \"x\", \"Authorization\": \"Bearer of-the-event\"}}, \"body-json\": {\"password\": \"in-the-body\", \"text\": \"hi\"}, \"context\": {\"http-method\": \"POST\"}}");
    ServedTestApi api = start();
    String form = api.get("/_chirp/api/event?function=echo_event&name=").body();
    assertFalse(form.contains("of-the-event") || form.contains("in-the-body"), form);
    JsonNode read = api.page("event?function=echo_event&name=");
    assertEquals("[{\"name\":\"proxy\",\"value\":\"a/b\"}]", read.path("path").toString());
    assertEquals(
        "[{\"name\":\"limit\",\"value\":\"5\"},{\"name\":\"api-key\",\"value\":\"***\"}]",
        read.path("query").toString());
    assertEquals(
        "[{\"name\":\"Authorization\",\"value\":\"***\"},{\"name\":\"content-type\",\"value\":\"application/json\"}]",
        read.path("headers").toString());
    assertEquals("{\"password\": \"***\", \"text\": \"hi\"}", read.path("body").asText());
    for (String wrong :
        List.of("function=nobody&name=", "function=echo_event&name=../../x", "function=&name=")) {
      assertEquals(404, api.get("/_chirp/api/event?" + wrong).statusCode(), wrong);
    }
  }

  @Test
  void stateHasTheRequestsThatChangedAndNotThePagesOwn() throws Exception {
    ServedTestApi api = start();
    JsonNode before = api.page("state?since=0");
    assertNotEquals(before.path("server"), start().page("state?since=0").path("server"));
    assertEquals(1, before.path("generation").asInt());
    assertEquals(0, before.path("requests").size());
    api.get("/hello");
    api.get("/nothing?secret=in-the-query");
    JsonNode after = api.page("state?since=" + before.path("revision").asText());
    assertEquals(2, after.path("requests").size());
    JsonNode newest = after.path("requests").get(0);
    assertEquals("/nothing", newest.path("path").asText());
    assertEquals(404, newest.path("status").asInt());
    assertEquals("No route matches GET /nothing.", newest.path("reason").asText());
    JsonNode hello = after.path("requests").get(1);
    assertEquals("cold", hello.path("start").asText());
    assertEquals("hello", hello.path("function").asText());
    assertFalse(after.toString().contains("in-the-query"));
    JsonNode nothingNew = api.page("state?since=" + after.path("revision").asText());
    assertEquals(0, nothingNew.path("requests").size());
    assertEquals(
        List.of("GET /hello", "GET /nothing"),
        api.console.said().stream().map(line -> line.replaceAll(" \\d.*", "")).toList());
  }

  @Test
  void detailHasEventResponseLogAndMeasuresWithSecretsMasked() throws Exception {
    ServedTestApi api = start();
    HttpResponse<String> response =
        api.post(
            "/echo/login",
            "{\"user\": \"ann\", \"password\": \"correct horse\"}",
            "Authorization",
            TOKEN,
            "Cookie",
            "id=cookie-of-the-request",
            "Content-Type",
            "application/json");
    assertTrue(response.body().contains("correct horse"), "the client gets everything");
    assertTrue(api.log().contains("correct horse"), "the function did log it");
    String text = api.get("/_chirp/api/request?number=1").body();
    for (String secret :
        List.of(
            "correct horse", "token-of-the-request", "cookie-of-the-request", "of-the-response")) {
      assertFalse(text.contains(secret), text);
    }
    JsonNode detail = api.page("request?number=1");
    assertTrue(detail.path("event").asText().contains("\\\"user\\\": \\\"ann\\\""), text);
    assertTrue(detail.path("body").asText().contains("ann"), text);
    assertTrue(detail.path("log").asText().startsWith("body: {\"user\": \"ann\""), text);
    assertTrue(detail.path("headers").toString().contains("{\"Set-Cookie\":\"***\"}"), text);
    assertEquals(200, detail.path("status").asInt());
    assertTrue(detail.path("duration").asDouble() > 0);
    assertTrue(detail.path("init").asDouble() > 0);
    assertEquals(512, detail.path("memorySize").asInt());
    assertTrue(detail.path("memory").asInt() > 0 || !Files.exists(Path.of("/proc")), text);
  }

  @Test
  void failureHasItsReason() throws Exception {
    ServedTestApi api = start();
    api.post("/fail", "please throw", "Content-Type", "text/plain");
    JsonNode detail = api.page("request?number=1");
    assertEquals(500, detail.path("status").asInt());
    assertTrue(detail.path("failed").asBoolean());
    assertEquals(
        "Function 'failing' failed: java.lang.IllegalStateException: thrown on request",
        detail.path("reason").asText());
  }

  @Test
  void lastFiftyRequestsAreKeptAndLongTextsAreCut() throws Exception {
    ServedTestApi api = start();
    api.post("/echo/long", "x ".repeat(70_000), "Content-Type", "text/plain");
    JsonNode cut = api.page("request?number=1");
    assertTrue(cut.path("body").asText().endsWith("\n(cut after 64 KB)"));
    assertTrue(cut.path("log").asText().endsWith("\n(cut after 64 KB)"));
    assertTrue(cut.path("body").asText().length() < 66_000);
    api.post(
        "/echo/huge",
        "password=in-a-huge-body " + "x ".repeat(200_000),
        "Content-Type",
        "text/plain");
    JsonNode huge = api.page("request?number=2");
    for (String part : List.of("event", "body", "log")) {
      assertEquals("(not shown: the event is larger than 256 KB)", huge.path(part).asText(), part);
    }
    assertFalse(huge.path("canReplay").asBoolean() || huge.path("canSave").asBoolean());
    for (int i = 0; i < 50; i++) {
      api.get("/nothing/" + i);
    }
    assertEquals(50, api.page("state").path("requests").size());
    assertEquals(404, api.get("/_chirp/api/request?number=2").statusCode());
    assertEquals(200, api.get("/_chirp/api/request?number=3").statusCode());
  }

  @Test
  void compilerErrorsAreInTheStateAndNotOnTheConsole() throws Exception {
    ServedCode good = new ServedCode.Generation(1, ServedTestApi.functionsWithEvents(events));
    AtomicReference<ServedCode> code = new AtomicReference<>(good);
    ServedTestApi api = start(() -> Objects.requireNonNull(code.get()), Map.of());
    code.set(new ServedCode.CompileErrors(2, "Hello.java:3: ';' expected"));
    assertEquals("Hello.java:3: ';' expected", api.page("state").path("errors").asText());
    assertEquals(List.of(), api.console.shown());
    code.set(new ServedCode.Generation(3, ServedTestApi.functionsWithEvents(events)));
    assertEquals("", api.page("state").path("errors").asText());
  }

  @Test
  void functionsOfTheLastGoodCodeStayListedDuringACompileError() throws Exception {
    event("echo_event/named.json", "{\"body-json\": {\"text\": \"hi\"}}");
    List<ServedFunction> functions = ServedTestApi.functionsWithEvents(events);
    AtomicReference<ServedCode> code =
        new AtomicReference<>(new ServedCode.Generation(1, functions));
    ServedTestApi api = start(() -> Objects.requireNonNull(code.get()), Map.of());
    code.set(new ServedCode.CompileErrors(2, "Hello.java:3: ';' expected"));
    JsonNode broken = api.page("functions");
    assertEquals(2, broken.path("generation").asInt());
    assertEquals("[\"named\"]", broken.path("functions").get(0).path("events").toString());
    String event = "event?function=echo_event&name=named";
    assertEquals("{\"text\": \"hi\"}", api.page(event).path("body").asText());
    HttpResponse<String> sent = api.act("send", ECHO_NAMED);
    assertEquals(200, sent.statusCode(), sent.body());
    assertTrue(
        sent.body().contains("\"status\":500,") && sent.body().contains("Hello.java:3:"),
        sent.body());

    List<ServedFunction> fewer = functions.subList(0, 1);
    code.set(new ServedCode.Generation(3, fewer));
    assertEquals(1, api.page("functions").path("functions").size());
    code.set(new ServedCode.CompileErrors(4, "Hello.java:4: ';' expected"));
    assertEquals(1, api.page("functions").path("functions").size());
    ServedFunction twice = fewer.get(0);
    code.set(new ServedCode.Generation(5, List.of(twice, twice)));
    assertTrue(api.page("state").path("errors").asText().contains("/echo/{proxy+}"));
    assertEquals(1, api.page("functions").path("functions").size());
  }

  @Test
  void tablesAndBucketsOfTheSandboxAreListed() throws Exception {
    assertFalse(start().page("sandbox").path("isUsed").asBoolean());
    ServedTestApi api;
    try (Sandbox sandbox =
        Sandbox.builder()
            .tables(
                Map.of(
                    "chirp.json",
                    "{\"TableName\": \"chirp\", \"KeySchema\": [{\"AttributeName\": \"id\", \"KeyType\": \"HASH\"}], \"AttributeDefinitions\": [{\"AttributeName\": \"id\", \"AttributeType\": \"S\"}], \"BillingMode\": \"PAY_PER_REQUEST\"}"))
            .start()) {
      put(sandbox, "/pictures");
      put(sandbox, "/pictures/one.png");
      put(sandbox, "/many");
      for (int i = 0; i <= 1000; i++) {
        put(sandbox, "/many/" + i);
      }
      api =
          start(
              ServedCodeSource.CompiledProject.of(ServedTestApi.functionsWithEvents(events)),
              sandbox.environment());
      JsonNode found = api.page("sandbox");
      assertEquals(
          "[{\"name\":\"chirp\",\"key\":\"id\",\"items\":0}]", found.path("tables").toString());
      assertEquals(
          "[{\"name\":\"many\",\"objects\":1000,\"hasMore\":true},{\"name\":\"pictures\",\"objects\":1,\"hasMore\":false}]",
          found.path("buckets").toString());
      assertFalse(found.toString().contains(sandbox.accessKeyId()));
    }
    assertEquals(502, api.get("/_chirp/api/sandbox").statusCode());
  }

  private void put(Sandbox sandbox, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(sandbox.endpoint() + path))
            .header(
                "authorization",
                "AWS4-HMAC-SHA256 Credential=%s/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0"
                    .formatted(sandbox.accessKeyId()))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    assertEquals(200, client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
  }
}
