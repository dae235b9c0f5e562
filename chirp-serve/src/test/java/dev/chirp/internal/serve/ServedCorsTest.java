package dev.chirp.internal.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.gateway.CorsSettings;
import dev.chirp.internal.gateway.route.RouteAccess;
import dev.chirp.internal.serve.code.ServedCode;
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

/** CORS settings of the project, over HTTP. The functions send CORS headers of their own. */
@Tag("slow")
class ServedCorsTest {
  private static final String PAGE = "http://localhost:3000";
  private static final CorsSettings CORS =
      new CorsSettings(
          List.of(PAGE),
          List.of("GET", "PUT"),
          List.of("content-type", "x-token"),
          List.of("x-chirp-generation"),
          600,
          true);

  @TempDir private Path directory;
  private final AtomicReference<ServedCode> code =
      new AtomicReference<>(
          new ServedCode.Generation(
              1,
              ServedTestApi.functions(),
              new ServedCode.ApiSettings("", "", CORS, RouteAccess.Authorizers.NONE)));
  private ServedTestApi api;

  @BeforeEach
  void start() throws InterruptedException {
    api =
        ServedTestApi.start(
            () -> Objects.requireNonNull(code.get()),
            directory,
            10,
            Map.of("CHIRP_CORS_ORIGINS", "*"));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private HttpResponse<String> preflight(String path, String origin) throws Exception {
    return api.send(
        api.request(path)
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "PUT"));
  }

  private static String header(HttpResponse<String> response, String name) {
    return String.join(" | ", response.headers().allValues("access-control-" + name));
  }

  private static long corsHeaders(HttpResponse<String> response) {
    return response.headers().map().keySet().stream()
        .filter(name -> name.startsWith("access-control-"))
        .count();
  }

  @Test
  void gatewayAnswersPreflightsOfAllowedPages() throws Exception {
    for (String path : List.of("/hello", "/no-route")) {
      HttpResponse<String> response = preflight(path, PAGE);
      assertEquals(204, response.statusCode());
      assertEquals("", response.body());
      assertEquals(PAGE, header(response, "allow-origin"));
      assertEquals("GET,PUT", header(response, "allow-methods"));
      assertEquals("content-type,x-token", header(response, "allow-headers"));
      assertEquals("600", header(response, "max-age"));
      assertEquals("true", header(response, "allow-credentials"));
    }
    assertEquals("", api.log(), "no function ran");
  }

  @Test
  void settingsReplaceTheFunctionsHeaders() throws Exception {
    HttpResponse<String> response = api.send(api.request("/hello").header("Origin", PAGE));
    assertEquals(200, response.statusCode(), response.body());
    assertEquals(PAGE, header(response, "allow-origin"));
    assertEquals("x-chirp-generation", header(response, "expose-headers"));
    assertEquals("true", header(response, "allow-credentials"));
    HttpResponse<String> withoutOrigin = api.get("/hello");
    assertEquals(200, withoutOrigin.statusCode());
    assertEquals(0, corsHeaders(withoutOrigin));
  }

  @Test
  void otherPagesAreRefused() throws Exception {
    String own = api.api.url().toString();
    for (String origin :
        List.of(
            "https://evil.example", "http://localhost:3001", "https://localhost:3000", "null")) {
      HttpResponse<String> response = api.send(api.request("/hello").header("Origin", origin));
      assertEquals(403, response.statusCode(), origin);
      assertEquals(0, corsHeaders(response), origin);
      assertEquals(403, preflight("/hello", origin).statusCode(), origin);
      assertTrue(
          api.console
              .warnings()
              .contains(
                  "GET /hello: Origin '%s' is foreign, and the CORS settings do not allow it."
                      .formatted(origin)),
          api.console::text);
    }
    assertEquals("", api.log(), "no function ran");
    assertEquals(200, api.send(api.request("/hello").header("Origin", own)).statusCode());
  }

  @Test
  void allowedPagesCannotCallChirpsOwnPaths() throws Exception {
    for (String path : List.of("/_chirp/openapi.json", "/2015-03-31/functions/hello/invocations")) {
      assertEquals(403, api.send(api.request(path).header("Origin", PAGE)).statusCode());
      assertEquals(403, preflight(path, PAGE).statusCode());
    }
  }

  @Test
  void allowedPageGetsTheCompilersErrors() throws Exception {
    code.set(new ServedCode.CompileErrors(2, "Api.java:1: no"));
    HttpResponse<String> response = api.send(api.request("/hello").header("Origin", PAGE));
    assertEquals(500, response.statusCode());
    assertEquals("Api.java:1: no", response.body());
    assertEquals(Optional.of(PAGE), response.headers().firstValue("access-control-allow-origin"));
    assertEquals(204, preflight("/hello", PAGE).statusCode());
  }
}
