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
 * How far away AWS seems to be, and how much it takes at once.
 *
 * @param latency that each answer comes later
 * @param limit of all calls to Lambda but GetFunction, which it has in common for an account and
 *     region; nothing for none
 * @param log of requests
 */
public record Pace(Duration latency, Optional<TokenBucket> limit, Consumer<String> log)
    implements Interceptor {

  /**
   * A pace.
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
