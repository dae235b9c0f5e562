package dev.chirp.internal.sandbox.server;

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
 * Simulates AWS's latency and rate limits, and logs requests.
 *
 * @param latency the delay of each response
 * @param limits empty for none
 * @param log receives a line per request
 */
public record Pace(Duration latency, Optional<ControlPlaneLimits> limits, Consumer<String> log)
    implements Interceptor {

  /**
   * A pace with or without limits.
   *
   * @param callsPerSecond Lambda's limit; 0 for no limits at all
   */
  public static Pace of(Duration latency, int callsPerSecond, Consumer<String> log) {
    return new Pace(
        latency,
        callsPerSecond == 0
            ? Optional.empty()
            : Optional.of(new ControlPlaneLimits(callsPerSecond, Clock.systemUTC())),
        log);
  }

  @Override
  public Response answer(String action, Call call, Service service)
      throws IOException, InterruptedException {
    log.accept("%s %s %s".formatted(Clock.systemUTC().instant(), action, call.path()));
    Thread.sleep(latency.toMillis());
    limits.ifPresent(all -> all.count(action));
    return service.answer(call);
  }
}
