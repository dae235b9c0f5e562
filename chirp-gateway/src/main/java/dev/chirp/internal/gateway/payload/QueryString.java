package dev.chirp.internal.gateway.payload;

import dev.chirp.internal.gateway.route.PercentEncoding;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The query of a request.
 *
 * @param raw as sent, without {@code ?}
 */
record QueryString(String raw) {

  /** Decoded: repeats of a name are joined with commas, and a name without {@code =} is empty. */
  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : raw.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.merge(
            PercentEncoding.decodeQuery(name),
            PercentEncoding.decodeQuery(value),
            (one, other) -> one + "," + other);
      }
    }
    return parameters;
  }
}
