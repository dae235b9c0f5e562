package dev.chirp.internal.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.local.EventFiles;
import dev.chirp.internal.serve.code.ServedCodeSource;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The actions of the page: sending and replaying requests, and saving event files. */
@Tag("slow")
class PageActionsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;
  @TempDir private Path events;
  private ServedTestApi api;

  @BeforeEach
  void start() throws InterruptedException {
    api =
        ServedTestApi.start(
            ServedCodeSource.CompiledProject.of(ServedTestApi.functionsWithEvents(events)),
            directory,
            10,
            Map.of());
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private void event(String file, String text) throws IOException {
    Path path = events.resolve(file);
    Files.createDirectories(path.resolveSibling("."));
    Files.writeString(path, text);
  }

  private static List<Map<String, String>> field(String name, String value) {
    return List.of(Map.of("name", name, "value", value));
  }

  private static Map<String, Object> form(Object path, Object query, Object headers, String body) {
    return Map.of("path", path, "query", query, "headers", headers, "body", body);
  }

  /** Sends to the function that answers with its event, and returns the event from the log. */
  private JsonNode send(Map<String, Object> form) throws Exception {
    HttpResponse<String> response =
        api.act(
            "send",
            Map.of(
                "function",
                "echo_event",
                "method",
                "POST",
                "template",
                "/echo/{proxy+}",
                "form",
                form,
                "event",
                ""));
    assertEquals(200, response.statusCode(), response.body());
    return JSON.readTree(response.body());
  }

  @Test
  void formBecomesARequest() throws Exception {
    event("echo_event.json", "{}");
    JsonNode detail =
        send(
            form(
                field("proxy", "a b/ü"),
                field("q", "1&2"),
                field("X-Test", "yes"),
                "{\"text\": \"hi\"}"));
    assertEquals(200, detail.path("status").asInt());
    assertEquals("/echo/a%20b/%C3%BC", detail.path("path").asText());
    JsonNode event = JSON.readTree(detail.path("event").asText());
    assertEquals("/echo/a b/ü", event.path("rawPath").asText());
    assertEquals("q=1%262", event.path("rawQueryString").asText());
    assertEquals("yes", event.path("headers").path("x-test").asText());
    assertEquals("14", event.path("headers").path("content-length").asText());
    assertTrue(api.console.said().get(0).startsWith("POST /echo/a%20b/%C3%BC 200 "));
  }

  @Test
  void maskedSecretsOfAnEventFileAreSentAsTheyAre() throws Exception {
    event(
        "echo_event.json",
        "{\"params\": {\"querystring\": {\"token\": \"token-in-query\"}, \"header\": {\"Authorization\": \"Bearer in-header\"}}, \"body-json\": {\"password\": \"in-body\", \"list\": [{\"secret\": \"in-list\"}], \"n\": 1}}");
    JsonNode detail =
        send(
            form(
                field("proxy", "x"),
                field("token", "***"),
                List.of(
                    Map.of("name", "Authorization", "value", "***"),
                    Map.of("name", "content-type", "value", "application/json")),
                "{\"password\": \"***\", \"list\": [{\"secret\": \"***\"}], \"n\": 2}"));
    assertFalse(detail.toString().contains("in-"), detail::toString);
    assertTrue(
        api.log()
            .contains(
                "body: {\"password\":\"in-body\",\"list\":[{\"secret\":\"in-list\"}],\"n\":2}"),
        api::log);
    HttpResponse<String> changed =
        api.act(
            "send",
            Map.of(
                "function",
                "echo_event",
                "method",
                "POST",
                "template",
                "/echo/{proxy+}",
                "event",
                "",
                "form",
                form(
                    field("proxy", "***"),
                    List.of(),
                    field("content-type", "application/json"),
                    "{\"unknown\": \"***\"}")));
    assertEquals(200, changed.statusCode(), changed.body());
    assertTrue(api.log().contains("body: {\"unknown\":\"***\"}"), api::log);
  }

  @Test
  void maskInAChangedValueIsRefused() throws Exception {
    event(
        "echo_event.json",
        "{\"params\": {\"header\": {\"Authorization\": \"Bearer in-header\"}}, \"body-json\": {\"list\": [{\"secret\": \"in-list\"}, {\"secret\": \"b\"}]}}");
    event(
        "echo_event/text.json",
        "{\"version\": \"2.0\", \"requestContext\": {\"http\": {\"method\": \"POST\"}}, \"body\": \"user=ann&password=in-the-text\"}");
    Object type = field("content-type", "application/json");
    for (Map.Entry<String, Map<String, Object>> wrong :
        List.of(
            Map.entry(
                "", form(field("proxy", "x"), List.of(), field("Authorization", "x ***"), "")),
            Map.entry("", form(field("proxy", "x"), List.of(), type, "{\"list\": \"a ***\"}")),
            Map.entry(
                "",
                form(field("proxy", "x"), List.of(), type, "{\"list\": [{\"secret\": \"***\"}]}")),
            Map.entry(
                "text", form(field("proxy", "x"), List.of(), type, "user=bob&password=***")))) {
      HttpResponse<String> response =
          api.act(
              "send",
              Map.of(
                  "function",
                  "echo_event",
                  "method",
                  "POST",
                  "template",
                  "/echo/{proxy+}",
                  "event",
                  wrong.getKey(),
                  "form",
                  wrong.getValue()));
      assertEquals(400, response.statusCode(), response.body());
      assertTrue(response.body().contains("still has ***: type the secret"), response.body());
    }
    assertEquals(0, api.page("state").path("requests").size());
  }

  @Test
  void eventThatIsNotAnObjectIsNotSaved() throws Exception {
    for (String event : List.of("5", "\"text\"", "[1]", "null")) {
      api.post("/2015-03-31/functions/chirp_unrouted/invocations", event);
    }
    for (int number = 1; number <= 4; number++) {
      assertFalse(api.page("request?number=" + number).path("canSave").asBoolean());
      HttpResponse<String> response = api.act("save", Map.of("number", number, "name", "x"));
      assertEquals(409, response.statusCode(), response.body());
      assertTrue(response.body().contains("no event that is a JSON object"), response.body());
    }
  }

  @Test
  void secretThatEqualsAFieldOfThePageHidesNoField() throws Exception {
    for (String name : List.of("headers", "reason", "path")) {
      api.post("/echo/x", "{\"password\": \"" + name + "\"}", "Content-Type", "application/json");
    }
    for (int number = 1; number <= 3; number++) {
      JsonNode detail = api.page("request?number=" + number);
      assertFalse(detail.has("***"), detail::toString);
      assertTrue(detail.path("headers").isArray(), detail::toString);
      assertTrue(detail.has("reason") && detail.has("path"), detail::toString);
    }
  }

  @Test
  void functionWithoutARouteIsInvoked() throws Exception {
    event("unrouted/named.json", "{\"throw\": \"no\", \"password\": \"in-the-event\"}");
    HttpResponse<String> response =
        api.act(
            "send",
            Map.of(
                "function",
                "unrouted",
                "method",
                "POST",
                "template",
                "/2015-03-31/functions/chirp_unrouted/invocations",
                "event",
                "named",
                "isEvent",
                true,
                "form",
                form(List.of(), List.of(), List.of(), "{\"throw\": \"in-the-event\"}")));
    JsonNode detail = JSON.readTree(response.body());
    assertEquals(200, detail.path("status").asInt());
    assertTrue(detail.path("failed").asBoolean());
    assertTrue(
        detail.path("reason").asText().endsWith("IllegalArgumentException: in-the-event"),
        response::body);
  }

  @Test
  void wrongFormIsRefused() throws Exception {
    Map<String, Object> empty = form(List.of(), List.of(), List.of(), "");
    for (Map<String, Object> wrong :
        List.of(
            Map.of("method", "G ET", "template", "/hello", "form", empty),
            Map.of("method", "GET", "template", "hello", "form", empty),
            Map.of("method", "GET", "template", "/he llo", "form", empty),
            Map.of("method", "GET", "template", "/_chirp/api/state", "form", empty),
            Map.of(
                "method",
                "GET",
                "template",
                "/chirps/{id}",
                "form",
                form(field("id", ""), List.of(), List.of(), "")),
            Map.of(
                "method",
                "GET",
                "template",
                "/hello",
                "form",
                form(List.of(), List.of(), field("a", "b\r\nc: d"), "")),
            Map.of(
                "method",
                "GET",
                "template",
                "/hello",
                "form",
                form(List.of(), List.of(), field("Host", "evil.example"), "")))) {
      HttpResponse<String> response = api.act("send", wrong);
      assertEquals(400, response.statusCode(), response.body());
    }
    assertEquals(
        400,
        api.post("/_chirp/api/send", "{", "x-chirp-page", "1", "Origin", api.api.url().toString())
            .statusCode());
    assertEquals(0, api.page("state").path("requests").size());
  }

  @Test
  void replaySendsTheSameRequestAgain() throws Exception {
    api.post("/echo/x?a=1", "password=unmasked", "Content-Type", "text/plain", "X-Test", "yes");
    HttpResponse<String> response = api.act("replay", Map.of("number", 1));
    JsonNode detail = JSON.readTree(response.body());
    assertEquals(2, detail.path("number").asInt());
    assertEquals("warm", detail.path("start").asText());
    JsonNode event = JSON.readTree(detail.path("event").asText());
    assertEquals("a=1", event.path("rawQueryString").asText());
    assertEquals("yes", event.path("headers").path("x-test").asText());
    assertEquals(3, api.log().split("body: password=unmasked", -1).length, api::log);
    assertEquals(404, api.act("replay", Map.of("number", 99)).statusCode());
  }

  @Test
  void requestBecomesAnEventFileWithoutItsSecrets() throws Exception {
    api.post(
        "/echo/x",
        "{\"text\": \"hi\", \"password\": \"in-the-body\"}",
        "Content-Type",
        "application/json",
        "Cookie",
        "id=in-the-cookie");
    HttpResponse<String> response = api.act("save", Map.of("number", 1, "name", "browser"));
    assertEquals(201, response.statusCode(), response.body());
    Path file = events.resolve("echo_event").resolve("browser.json");
    assertEquals(file.toString(), JSON.readTree(response.body()).path("file").asText());
    assertTrue(JSON.readTree(response.body()).path("isMasked").asBoolean());
    String text = Files.readString(file);
    assertFalse(text.contains("in-the-"), text);
    JsonNode event = JSON.readTree(EventFiles.read(file));
    assertEquals("{\"text\": \"hi\", \"password\": \"***\"}", event.path("body").asText());
    assertEquals("[\"***\"]", event.path("cookies").toString());
    assertEquals("2.0", event.path("version").asText());
    assertTrue(
        api.page("functions").toString().contains("\"events\":[\"browser\"]"), "it is offered");

    HttpResponse<String> again = api.act("save", Map.of("number", 1, "name", "browser"));
    assertEquals(409, again.statusCode());
    Files.writeString(file, "{}");
    assertEquals(
        201,
        api.act("save", Map.of("number", 1, "name", "browser", "overwrite", true)).statusCode());
    assertEquals(text, Files.readString(file));
  }

  @Test
  void eventFileStaysInItsFolder() throws Exception {
    api.get("/echo/x");
    for (String name :
        List.of(
            "", ".", "..", "../x", "a/b", "a\\b", "/tmp/x", ".hidden", "a\u0000", "x".repeat(65))) {
      HttpResponse<String> response = api.act("save", Map.of("number", 1, "name", name));
      assertEquals(400, response.statusCode(), name);
    }
    Path outside = Files.createDirectories(directory.resolve("outside"));
    try {
      Files.createSymbolicLink(events.resolve("echo_event"), outside);
    } catch (IOException | UnsupportedOperationException e) {
      abort("No links here: " + e);
    }
    assertEquals(400, api.act("save", Map.of("number", 1, "name", "x")).statusCode());
    assertEmpty(outside);
    Files.delete(events.resolve("echo_event"));
    Files.createDirectories(events.resolve("echo_event"));
    Path target = outside.resolve("target");
    Files.createSymbolicLink(events.resolve("echo_event").resolve("x.json"), target);
    assertEquals(409, api.act("save", Map.of("number", 1, "name", "x")).statusCode());
    assertEquals(
        500, api.act("save", Map.of("number", 1, "name", "x", "overwrite", true)).statusCode());
    assertEmpty(outside);
    api.get("/nothing");
    assertEquals(409, api.act("save", Map.of("number", 2, "name", "x2")).statusCode());
  }

  private static void assertEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void onlyThePageMayAct() throws Exception {
    api.get("/echo/x");
    String own = api.api.url().toString();
    List<List<String>> foreign =
        List.of(
            List.of(),
            List.of("Origin", own),
            List.of("x-chirp-page", "1"),
            List.of("x-chirp-page", "1", "Sec-Fetch-Site", "none"),
            List.of("x-chirp-page", "1", "Sec-Fetch-Site", "cross-site"),
            List.of("x-chirp-page", "1", "Origin", "https://evil.example"),
            List.of("x-chirp-page", "1", "Origin", "null"),
            List.of("x-chirp-page", "1", "Origin", own.replace("127.0.0.1", "localhost")),
            List.of(
                "x-chirp-page",
                "1",
                "Origin",
                "https://evil.example",
                "Sec-Fetch-Site",
                "same-origin"));
    for (String action : List.of("send", "replay", "save")) {
      for (List<String> headers : foreign) {
        HttpResponse<String> response =
            api.post(
                "/_chirp/api/" + action,
                "{\"number\": 1, \"name\": \"x\"}",
                headers.toArray(String[]::new));
        assertEquals(403, response.statusCode(), action + headers);
      }
      assertEquals(405, api.get("/_chirp/api/" + action).statusCode());
      HttpRequest.Builder preflight =
          api.request("/_chirp/api/" + action)
              .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
              .header("Origin", "https://evil.example")
              .header("Access-Control-Request-Method", "POST");
      HttpResponse<String> refused = api.send(preflight);
      assertEquals(403, refused.statusCode());
      assertTrue(refused.headers().firstValue("access-control-allow-origin").isEmpty());
    }
    assertEquals(1, api.page("state").path("requests").size());
    assertEmpty(events);
    assertEquals(
        200,
        api.post(
                "/_chirp/api/replay",
                "{\"number\": 1}",
                "x-chirp-page",
                "1",
                "Sec-Fetch-Site",
                "same-origin")
            .statusCode());
  }
}
