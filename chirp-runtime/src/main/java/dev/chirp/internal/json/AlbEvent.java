package dev.chirp.internal.json;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An Application Load Balancer's event. The target group decides whether headers have one value or
 * several. The load balancer does not decode query parameters.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
 */
final class AlbEvent extends RestEvent {

  AlbEvent(Section root, Section requestContext) {
    super(root, requestContext);
  }

  @Override
  Map<?, ?> readQuery() {
    String name = "multiValueQueryStringParameters";
    return Pairs.decode(root.object(root.hasObject(name) ? name : "queryStringParameters"));
  }

  /**
   * Always empty. A rule of the load balancer that does not authenticate passes on an {@code
   * x-amzn-oidc-identity} that the client made up. Only the signature of {@code x-amzn-oidc-data}
   * proves a caller.
   */
  @Override
  public Optional<String> principal() {
    return Optional.empty();
  }

  @Override
  void fillContext(Map<String, Object> map) {
    Optional<String> forwardedFor = header("x-forwarded-for");
    if (forwardedFor.isPresent()) {
      map.put("source-ip", lastHop(forwardedFor.get()));
    }
    putText(map, "user-agent", header("user-agent"));
  }

  /**
   * The load balancer appends the address that it saw. The addresses before it came from the
   * client.
   */
  private static String lastHop(String forwardedFor) {
    return forwardedFor.substring(forwardedFor.lastIndexOf(',') + 1).trim();
  }

  /**
   * The response must have the same kind of headers as the event. The load balancer ignores the
   * other kind.
   */
  @Override
  void putHeaders(
      Map<String, Object> fields, int status, Map<String, String> headers, List<String> cookies)
      throws IOException {
    boolean multi = root.hasObject("multiValueHeaders");
    if (!multi && cookies.size() > 1) {
      throw new IOException(
          "A load balancer carries several cookies only when its target group has"
              + " lambda.multi_value_headers.enabled");
    }
    Map<String, Object> all = new LinkedHashMap<>();
    for (Map.Entry<String, String> header : headers.entrySet()) {
      all.put(header.getKey(), multi ? List.of(header.getValue()) : header.getValue());
    }
    if (!cookies.isEmpty()) {
      all.put("set-cookie", multi ? cookies : cookies.get(0));
    }
    fields.put("statusDescription", status + (status < 400 ? " OK" : " Error"));
    fields.put(multi ? "multiValueHeaders" : "headers", all);
  }
}
