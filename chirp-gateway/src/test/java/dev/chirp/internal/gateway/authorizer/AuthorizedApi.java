package dev.chirp.internal.gateway.authorizer;

import dev.chirp.internal.gateway.ApiRoute;
import dev.chirp.internal.gateway.CorsSettings;
import dev.chirp.internal.gateway.FunctionInvoker;
import dev.chirp.internal.gateway.HttpApi;
import dev.chirp.internal.gateway.RouteAuthorization;
import dev.chirp.internal.gateway.http.HeaderFields;
import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.MessageBytes;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.gateway.payload.ApiIdentity;
import dev.chirp.internal.gateway.payload.AwsDifferences;
import dev.chirp.internal.gateway.payload.RequestIds;
import dev.chirp.internal.gateway.route.RouteKey;
import dev.chirp.internal.gateway.route.RouteTable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP API with authorizations, whose function returns 200 and records its events. */
final class AuthorizedApi {
  final List<String> events = new CopyOnWriteArrayList<>();
  final List<String> problems = new CopyOnWriteArrayList<>();
  final List<String> warnings = new CopyOnWriteArrayList<>();
  private final HttpApi api;

  AuthorizedApi(Map<String, ? extends RouteAuthorization> routes) {
    Map<RouteKey, ApiRoute> table = new LinkedHashMap<>();
    routes.forEach(
        (key, authorization) ->
            table.put(RouteKey.parse(key), new ApiRoute(this::invoke, authorization)));
    this.api =
        new HttpApi(
            ApiIdentity.local(),
            RouteTable.of(table),
            CorsSettings.NONE,
            HttpApi.MAX_TIMEOUT,
            new AwsDifferences(warnings::add),
            (request, reason) -> problems.add(reason));
  }

  private FunctionInvoker.Outcome invoke(String event, RequestIds ids) {
    events.add(event);
    return new FunctionInvoker.Outcome.Returned("\"ok\"");
  }

  OutgoingResponse get(String target, HeaderFields headers) throws InterruptedException {
    return api.answer(
        new IncomingRequest(
            "GET",
            target,
            "HTTP/1.1",
            headers.with("Host", "127.0.0.1:8080"),
            MessageBytes.NONE,
            "127.0.0.1",
            8080,
            Instant.EPOCH));
  }

  OutgoingResponse get(String target, String authorization) throws InterruptedException {
    return get(target, HeaderFields.NONE.with("Authorization", authorization));
  }

  /** Status, challenge if there is one, and body, in lines. */
  static String text(OutgoingResponse response) {
    return response.status()
        + "\n"
        + response.headers().first("www-authenticate").map(text -> text + "\n").orElse("")
        + ((MessageBytes) response.body()).text();
  }
}
