package dev.chirp.runtime.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.chirp.internal.json.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the function's log like Lambda's runtime client: as text, or as one JSON object per line
 * when {@code AWS_LAMBDA_LOG_FORMAT} is {@code JSON}. Safe for use by several threads.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-logging.html">Log and monitor
 *     Java Lambda functions</a>
 */
final class LocalLogger implements LambdaLogger {

  /** The length of {@code 2026-11-24T19:43:55.010}. */
  private static final int MILLIS_LENGTH = 23;

  private final Appendable log;
  private final String requestId;
  private final LocalMachine machine;
  private final boolean json;
  private final LogLevel minimumLevel;

  LocalLogger(Appendable log, String requestId, LocalMachine machine) {
    this.log = log;
    this.requestId = requestId;
    this.machine = machine;
    this.json = machine.variable("AWS_LAMBDA_LOG_FORMAT", "Text").equalsIgnoreCase("JSON");
    // Lambda has no level in text mode: the function itself decides what it logs.
    this.minimumLevel =
        json ? level(machine.variable("AWS_LAMBDA_LOG_LEVEL", "")) : LogLevel.UNDEFINED;
  }

  @Override
  public void log(String message) {
    log(message, LogLevel.UNDEFINED);
  }

  @Override
  public void log(byte[] message) {
    log(message, LogLevel.UNDEFINED);
  }

  @Override
  public void log(String message, LogLevel level) {
    if (isEnabled(level)) {
      // Lambda prints null too.
      String text = String.valueOf(message);
      write(json ? jsonLine(text, level) : textLine(text, level));
    }
  }

  /** Writes the bytes unchanged in both formats, as Lambda does. */
  @Override
  public void log(byte[] message, LogLevel level) {
    if (isEnabled(level)) {
      write(new String(message, UTF_8));
    }
  }

  private boolean isEnabled(LogLevel level) {
    return level == LogLevel.UNDEFINED || level.compareTo(minimumLevel) >= 0;
  }

  private static String textLine(String message, LogLevel level) {
    return level == LogLevel.UNDEFINED ? message : "[" + level + "] " + message;
  }

  private String jsonLine(String message, LogLevel level) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("timestamp", timestamp());
    line.put("message", message);
    line.put("level", level.toString());
    line.put("AWSRequestId", requestId);
    return Event.text(line);
  }

  /** The time, always with milliseconds, which {@code Instant} would leave out if they are 0. */
  private String timestamp() {
    Instant withNanos = Instant.ofEpochMilli(machine.millis()).plusNanos(1);
    return withNanos.toString().substring(0, MILLIS_LENGTH) + "Z";
  }

  private void write(String message) {
    String line = message.endsWith("\n") ? message : message + "\n";
    try {
      synchronized (log) {
        log.append(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The log cannot be written.", e);
    }
  }

  private static LogLevel level(String name) {
    for (LogLevel level : LogLevel.values()) {
      if (level.name().equalsIgnoreCase(name)) {
        return level;
      }
    }
    return LogLevel.UNDEFINED;
  }
}
