package ${package}.api;

import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import dev.chirp.runtime.ForbiddenException;
import dev.chirp.runtime.FunctionConfiguration;
import dev.chirp.runtime.InvalidRequestException;
import dev.chirp.runtime.NoSuchResourceException;
import dev.chirp.runtime.local.LocalInvoker;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reports that the API is up. With {@code ?error=404} (or 400, 403, 500) it returns that error
 * instead, so that you can see what an error looks like.
 *
 * <p>One class is one Lambda function is one URL: this class is the function {@code server_status}.
 */
@FunctionConfiguration(route = "GET /status")
public class ServerStatus extends ApiFunction {

  private static final String VERSION = "1";

  /** The length of {@code yyyy-MM-dd HH:mm:ss}. */
  private static final int TIME_LENGTH = 19;

  private final Clock clock;

  /**
   * Lambda reuses an instance for many requests, one after the other. It was created at this time.
   */
  private final Instant start;

  /** Lambda calls this constructor. */
  public ServerStatus() {
    this(Clock.systemUTC());
  }

  /** For tests, which pass a fixed clock. */
  ServerStatus(Clock clock) {
    this.clock = clock;
    this.start = clock.instant();
  }

  /** Returns the {@code data} of the response. Exceptions become error responses. */
  @Override
  protected Object handle(ApiRequest request) {
    Optional<String> error = request.query("error");
    if (error.isPresent()) {
      throw exceptionFor(error.get());
    }
    Instant now = clock.instant();
    // A record would work too. A map starts faster, because no code has to inspect its class.
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("status", "ok");
    status.put("version", VERSION);
    status.put("serverTime", now.getEpochSecond());
    status.put("serverTimeFormatted", formatted(now));
    status.put("serverStartTime", start.getEpochSecond());
    status.put("serverStartTimeFormatted", formatted(start));
    return status;
  }

  /** In UTC. A DateTimeFormatter would be just as short, but it starts slowly. */
  private static String formatted(Instant time) {
    // With a fraction, which is cut off again: without it, toString would leave out :00.
    LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 1, ZoneOffset.UTC);
    return utc.toString().substring(0, TIME_LENGTH).replace('T', ' ');
  }

  private static RuntimeException exceptionFor(String error) {
    return switch (error) {
      case "400" -> new InvalidRequestException(100, "You asked for an invalid request");
      case "403" -> new ForbiddenException(100, "You asked for what you may not have");
      case "404" -> new NoSuchResourceException(100, "You asked for what does not exist");
      // Any other exception becomes a 500. Its reason is in the log, hidden from the caller.
      case "500" -> new IllegalStateException("You asked for a failure");
      default -> new InvalidRequestException(101, "error must be one of 400, 403, 404, 500");
    };
  }

  /** Runs the function with an event from src/test/event. The argument is the name of the event. */
  public static void main(String[] args) {
    LocalInvoker.run(ServerStatus.class, args);
  }
}
