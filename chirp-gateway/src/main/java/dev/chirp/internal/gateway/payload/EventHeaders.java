package dev.chirp.internal.gateway.payload;

import dev.chirp.internal.gateway.http.HeaderFields;
import dev.chirp.internal.gateway.http.IncomingRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The headers of an event: lower-case names in order, repeats joined, and what AWS adds. */
final class EventHeaders {
  /** Headers of one connection only; a gateway does not forward them. */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "expect",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private EventHeaders() {}

  static Map<String, String> of(IncomingRequest request, ApiIdentity api, RequestIds ids) {
    Map<String, String> headers = new TreeMap<>();
    Set<String> dropped = dropped(request);
    for (HeaderFields.Field field : request.headers().fields()) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (!dropped.contains(name)) {
        headers.merge(name, field.value(), (one, other) -> one + "," + other);
      }
    }
    headers.merge("x-forwarded-for", request.peer(), (sent, peer) -> sent + ", " + peer);
    headers.put("x-forwarded-port", String.valueOf(request.port()));
    headers.put("x-forwarded-proto", "http");
    headers.put("x-amzn-trace-id", ids.traceId());
    if (request.body().length() > 0 || !api.isFunctionUrl()) {
      headers.put("content-length", String.valueOf(request.body().length()));
    }
    return headers;
  }

  private static Set<String> dropped(IncomingRequest request) {
    Set<String> dropped = new HashSet<>(HOP_BY_HOP);
    dropped.add("cookie");
    for (String value : request.headers().all("connection")) {
      for (String token : value.split(",", -1)) {
        dropped.add(token.trim().toLowerCase(Locale.ROOT));
      }
    }
    return dropped;
  }

  /** The cookies, each as sent. */
  static List<String> cookies(IncomingRequest request) {
    return request.headers().all("cookie").stream()
        .flatMap(value -> List.of(value.split(";", -1)).stream())
        .map(String::strip)
        .filter(cookie -> !cookie.isEmpty())
        .toList();
  }
}
