package dev.chirp.internal.sandbox.server;

import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.Response;
import dev.chirp.internal.sandbox.http.Server.Interceptor;
import dev.chirp.internal.sandbox.http.Service;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Simulates AWS's latency and Lambda's rate limit, and logs requests.
 *
 * @param latency the delay of each response
 * @param limit the rate limit of all Lambda requests except GetFunction; empty for no limit
 * @param log receives a line per request
 */
public record Pace(Duration latency, Optional<TokenBucket> limit, Consumer<String> log)
    implements Interceptor {

  /**
   * A pace with or without a limit.
   *
   * @param callsPerSecond 0 for no limit
   */
  public static Pace of(Duration latency, int callsPerSecond, Consumer<String> log) {
    return new Pace(
        latency,
        callsPerSecond == 0
            ? Optional.empty()
            : Optional.of(new TokenBucket(callsPerSecond, Clock.systemUTC())),
        log);
  }

  @Override
  public Response answer(String action, Call call, Service service)
      throws IOException, InterruptedException {
    log.accept("%s %s %s".formatted(Clock.systemUTC().instant(), action, call.path()));
    Thread.sleep(latency.toMillis());
    boolean counts = action.startsWith("lambda:") && !action.equals("lambda:GetFunction");
    if (counts && limit.isPresent() && !limit.get().take()) {
      throw new AwsError(429, "TooManyRequestsException", "Rate exceeded");
    }
    return service.answer(call);
  }
}
