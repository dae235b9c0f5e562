package dev.chirp.internal.gateway.payload;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;

/**
 * The ids of one request, in AWS's form.
 *
 * @param requestId 15 characters and {@code =} of an HTTP API; a UUID of a function URL
 * @param traceId {@code Root=1-<8 hex>-<24 hex>}
 */
public record RequestIds(String requestId, String traceId) {
  private static final Random RANDOM = new SecureRandom();
  private static final int REQUEST_BYTES = 11;
  private static final int TRACE_BYTES = 12;

  /** New ids for a request that came then. */
  public static RequestIds random(ApiIdentity.Flavor flavor, Instant received) {
    byte[] trace = bytes(TRACE_BYTES);
    return new RequestIds(
        switch (flavor) {
          case HTTP_API -> Base64.getEncoder().encodeToString(bytes(REQUEST_BYTES));
          case FUNCTION_URL -> UUID.randomUUID().toString();
        },
        "Root=1-%08x-%s".formatted(received.getEpochSecond(), HexFormat.of().formatHex(trace)));
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
