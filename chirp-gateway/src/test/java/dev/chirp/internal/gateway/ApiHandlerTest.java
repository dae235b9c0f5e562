package dev.chirp.internal.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.internal.gateway.http.HeaderFields;
import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.MessageBytes;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.gateway.http.RequestRefused;
import dev.chirp.internal.gateway.payload.ApiIdentity;
import dev.chirp.internal.gateway.payload.AwsDifferences;
import dev.chirp.internal.gateway.route.RouteKey;
import dev.chirp.internal.gateway.route.RouteTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiHandlerTest {
  private static final CorsSettings APP =
      new CorsSettings(
          List.of("https://app.example.com", "http://localhost:3000"),
          List.of("GET"),
          List.of(),
          List.of(),
          0,
          false);

  private static final CorsSettings ALL =
      new CorsSettings(List.of("*"), List.of("GET"), List.of(), List.of(), 0, false);

  private final List<String> problems = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private final List<Throwable> faults = new ArrayList<>();

  private ApiHandler handler(CorsSettings cors) {
    FunctionInvoker ok = (event, ids) -> new FunctionInvoker.Outcome.Returned("\"ok\"");
    HttpApi api =
        new HttpApi(
            ApiIdentity.local(),
            RouteTable.of(Map.of(RouteKey.DEFAULT, ApiRoute.open(ok))),
            cors,
            HttpApi.MAX_TIMEOUT,
            new AwsDifferences(line -> {}),
            (request, reason) -> problems.add(request.rawPath() + " " + reason));
    return new ApiHandler(() -> api, refusals::add, faults::add);
  }

  private static IncomingRequest request(String method, String... origins) {
    HeaderFields headers = HeaderFields.NONE.with("Host", "localhost:8080");
    for (String origin : origins) {
      headers = headers.with("Origin", origin);
    }
    return request(method, headers.with("Access-Control-Request-Method", "GET"));
  }

  private static IncomingRequest request(String method, HeaderFields headers) {
    return new IncomingRequest(
        method,
        "/a?token=secret",
        "HTTP/1.1",
        headers,
        MessageBytes.NONE,
        "127.0.0.1",
        8080,
        Instant.EPOCH);
  }

  private static String text(OutgoingResponse response) {
    return response.status() + " " + ((MessageBytes) response.body()).text();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "null",
        "http://localhost:8081",
        "http://localhost",
        "https://localhost:8080",
        "http://localhost:8080.evil.example"
      })
  void pageOfAForeignOriginIsRefused(String origin) throws InterruptedException {
    String forbidden = "403 {\"message\":\"Forbidden\"}";
    assertEquals(forbidden, text(handler(CorsSettings.NONE).handle(request("GET", origin))));
    assertEquals(forbidden, text(handler(APP).handle(request("OPTIONS", origin))));
    assertEquals(
        forbidden, text(handler(APP).handle(request("GET", "http://localhost:8080", origin))));
    String problem = "/a Origin '%s' is foreign, and the CORS settings do not allow it.";
    assertEquals(
        List.of(problem.formatted(origin), problem.formatted(origin), problem.formatted(origin)),
        problems);
  }

  @Test
  void ownPagesAndAllowedOriginsAndOtherClientsAreAnswered() throws InterruptedException {
    assertEquals("200 ok", text(handler(CorsSettings.NONE).handle(request("GET"))));
    assertEquals(
        "200 ok", text(handler(CorsSettings.NONE).handle(request("GET", "http://localhost:8080"))));
    assertEquals("200 ok", text(handler(APP).handle(request("GET", "http://localhost:3000"))));
    assertEquals("204 ", text(handler(APP).handle(request("OPTIONS", "https://app.example.com"))));
    assertEquals("200 ok", text(handler(ALL).handle(request("GET", "https://any.example"))));
    assertEquals(List.of(), problems);
  }

  private static IncomingRequest fetch(String method, String site, String mode) {
    return request(
        method,
        HeaderFields.NONE
            .with("Host", "localhost:8080")
            .with("Sec-Fetch-Site", site)
            .with("Sec-Fetch-Mode", mode));
  }

  /** A browser sends no Origin for an image or a script. */
  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "new-value"})
  void pageOfADifferentSiteIsRefusedWithoutOrigin(String site) throws InterruptedException {
    String forbidden = "403 {\"message\":\"Forbidden\"}";
    assertEquals(forbidden, text(handler(CorsSettings.NONE).handle(fetch("GET", site, "no-cors"))));
    assertEquals(forbidden, text(handler(APP).handle(fetch("HEAD", site, "navigate"))));
    String problem = "/a The request comes from a page of a different site.";
    assertEquals(List.of(problem, problem), problems);
  }

  @Test
  void ownFetchesAndLinksOfOtherPagesAreAnswered() throws InterruptedException {
    ApiHandler handler = handler(CorsSettings.NONE);
    assertEquals("200 ok", text(handler.handle(fetch("GET", "none", "navigate"))));
    assertEquals("200 ok", text(handler.handle(fetch("POST", "same-origin", "cors"))));
    assertEquals("200 ok", text(handler.handle(fetch("GET", "cross-site", "navigate"))));
    IncomingRequest allowed =
        request(
            "POST",
            fetch("POST", "cross-site", "cors").headers().with("Origin", "http://localhost:3000"));
    assertEquals("200 ok", text(handler(APP).handle(allowed)));
    assertEquals(List.of(), problems);
  }

  @Test
  void reasonOfARefusedRequestIsReportedAndNotSent() {
    assertEquals(
        "400 {\"message\":\"Bad Request\"}",
        text(
            handler(CorsSettings.NONE)
                .refused(new RequestRefused(400, "The request line is malformed."))));
    assertEquals(List.of("The request line is malformed."), refusals);
  }

  @Test
  void bugIsAnInternalErrorAndReported() throws InterruptedException {
    ApiHandler handler =
        new ApiHandler(
            () -> {
              throw new IllegalStateException("bug");
            },
            refusals::add,
            faults::add);
    assertEquals(
        "500 {\"message\":\"Internal Server Error\"}", text(handler.handle(request("GET"))));
    assertEquals("bug", faults.get(0).getMessage());
  }
}
