package dev.chirp.internal.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.gateway.http.HeaderFields;
import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.MessageBytes;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.gateway.payload.ApiIdentity;
import dev.chirp.internal.gateway.payload.AwsDifferences;
import dev.chirp.internal.gateway.route.RouteKey;
import dev.chirp.internal.gateway.route.RouteTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpApiAuthorizationTest {
  private final List<String> events = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();

  private HttpApi api(RouteAuthorization.Decision decision) {
    FunctionInvoker function =
        (event, ids) -> {
          events.add(event);
          return new FunctionInvoker.Outcome.Returned("\"ok\"");
        };
    RouteAuthorization authorization =
        call -> {
          asked.add(call.match().key().toString());
          return decision;
        };
    return new HttpApi(
        ApiIdentity.local(),
        RouteTable.of(
            Map.of(
                RouteKey.parse("ANY /chirps/{id}"),
                new ApiRoute(function, authorization),
                RouteKey.parse("GET /health"),
                ApiRoute.open(function))),
        new CorsSettings(
            List.of("https://app.example"), List.of("GET"), List.of(), List.of(), 0, false),
        HttpApi.MAX_TIMEOUT,
        new AwsDifferences(warning -> {}),
        (request, reason) -> problems.add(reason));
  }

  private static IncomingRequest request(String method, String target, HeaderFields headers) {
    return new IncomingRequest(
        method, target, "HTTP/1.1", headers, MessageBytes.NONE, "127.0.0.1", 8080, Instant.EPOCH);
  }

  private static String text(OutgoingResponse response) {
    return response.status() + " " + ((MessageBytes) response.body()).text();
  }

  @Test
  void refusedRequestDoesNotReachItsFunction() throws InterruptedException {
    HttpApi api =
        api(
            new RouteAuthorization.Decision.Refused(
                GatewayResponses.unauthorized(Optional.of("Bearer")), "The token has expired."));
    OutgoingResponse response = api.answer(request("GET", "/chirps/1", HeaderFields.NONE));
    assertEquals("401 {\"message\":\"Unauthorized\"}", text(response));
    assertEquals(Optional.of("Bearer"), response.headers().first("www-authenticate"));
    assertTrue(response.headers().has(HttpApi.REQUEST_ID));
    assertEquals(List.of(), events);
    assertEquals(List.of("The token has expired."), problems);
  }

  @Test
  void authorizerIsInTheEvent() throws InterruptedException {
    HttpApi api =
        api(new RouteAuthorization.Decision.Allowed(Optional.of("{\"lambda\":{\"user\":1}}")));
    assertEquals("200 ok", text(api.answer(request("GET", "/chirps/1", HeaderFields.NONE))));
    assertTrue(
        events.get(0).contains("\"authorizer\":{\"lambda\":{\"user\":1}}"), events::toString);
    assertEquals(List.of("ANY /chirps/{id}"), asked);
  }

  @Test
  void openRouteAsksForNoAuthorization() throws InterruptedException {
    HttpApi api = api(RouteAuthorization.Decision.allowed());
    assertEquals("200 ok", text(api.answer(request("GET", "/health", HeaderFields.NONE))));
    assertEquals(List.of(), asked);
    assertFalse(events.get(0).contains("authorizer"), events::toString);
  }

  @Test
  void preflightAsksForNoAuthorization() throws InterruptedException {
    HttpApi api = api(new RouteAuthorization.Decision.Refused(GatewayResponses.forbidden(), "No."));
    HeaderFields preflight =
        HeaderFields.NONE
            .with("Origin", "https://app.example")
            .with("Access-Control-Request-Method", "GET");
    assertEquals("204 ", text(api.answer(request("OPTIONS", "/chirps/1", preflight))));
    assertEquals(List.of(), asked);
    assertEquals(
        "403 {\"message\":\"Forbidden\"}",
        text(api.answer(request("OPTIONS", "/chirps/1", HeaderFields.NONE))));
  }
}
