package dev.chirp.internal.gateway;

import dev.chirp.internal.gateway.route.InvalidSetting;
import java.util.Optional;

/**
 * The most requests that a stage accepts; more get a 429. API Gateway keeps to it approximately.
 *
 * @param rateLimit requests a second, on average
 * @param burstLimit requests at once
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html">Throttling
 *     of HTTP APIs</a>
 */
public record Throttling(double rateLimit, int burstLimit) {
  /** The account's limits, which a stage cannot exceed. */
  private static final int MAX_RATE = 10_000;

  private static final int MAX_BURST = 5000;

  public Throttling {
    if (!(rateLimit > 0 && rateLimit <= MAX_RATE)) {
      throw new InvalidSetting(
          "<rateLimit> in the POM is '%s', but API Gateway accepts more than 0 and at most %d requests a second."
              .formatted(rateLimit, MAX_RATE),
          "<rateLimit>100</rateLimit>");
    }
    if (burstLimit < 1 || burstLimit > MAX_BURST) {
      throw new InvalidSetting(
          "<burstLimit> in the POM is '%d', but API Gateway accepts 1 to %d requests at once."
              .formatted(burstLimit, MAX_BURST),
          "<burstLimit>200</burstLimit>");
    }
  }

  /** For the plan, such as {@code 100 requests a second, bursts of 200}. */
  @Override
  public String toString() {
    String rate =
        rateLimit == Math.rint(rateLimit)
            ? Long.toString(Math.round(rateLimit))
            : Double.toString(rateLimit);
    return "%s requests a second, bursts of %d".formatted(rate, burstLimit);
  }

  /** The {@code <throttling>} of the POM's {@code <api>}. */
  public static final class Configuration {
    private static final int UNSET = -1;

    // Maven sets the fields.

    /** Requests a second, on average. */
    private double rateLimit = UNSET;

    /** Requests at once. */
    private int burstLimit = UNSET;

    Optional<Throttling> settings() {
      if (rateLimit == UNSET && burstLimit == UNSET) {
        return Optional.empty();
      }
      if (rateLimit == UNSET || burstLimit == UNSET) {
        throw new InvalidSetting(
            "<throttling> in the POM needs both <rateLimit> and <burstLimit>.",
            "<throttling><rateLimit>100</rateLimit><burstLimit>200</burstLimit></throttling>");
      }
      return Optional.of(new Throttling(rateLimit, burstLimit));
    }
  }
}
