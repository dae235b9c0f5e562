package dev.chirp.internal.loop;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntimeInternal;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.nio.charset.StandardCharsets;

/**
 * The context's logger, in the two formats of AWS's client. Each message is one write to stdout and
 * ends with a line end. AWS's client sends messages in frames, but Lambda does not offer these to
 * functions with their own runtime. Safe for any number of threads.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html">Log
 *     formats</a>
 */
final class FunctionLog implements LambdaLogger {
  private final boolean json;
  private final LogLevel least;
  private final ClassLoader function = Thread.currentThread().getContextClassLoader();
  private volatile String requestId = "";
  private volatile String tenantId = "";

  FunctionLog(LambdaVariables variables) {
    this.json = variables.logsJson();
    this.least = level(variables.logLevel());
  }

  /** Assigns the following messages to this invocation, also in log4j if the function uses it. */
  void begin(Invocation invocation) {
    requestId = invocation.requestId();
    tenantId = invocation.tenantId();
    if (LambdaRuntimeInternal.getUseLog4jAppender()) {
      Log4jContext.putRequestId(requestId, function);
    }
  }

  /** Assigns the following messages to no invocation. */
  void end() {
    requestId = "";
    tenantId = "";
  }

  @Override
  public void log(String message) {
    log(message, LogLevel.UNDEFINED);
  }

  @Override
  public void log(String message, LogLevel level) {
    if (isLogged(level)) {
      write((json ? json(message, level) : text(message, level)).getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void log(byte[] message) {
    log(message, LogLevel.UNDEFINED);
  }

  /** Writes bytes without formatting. */
  @Override
  public void log(byte[] message, LogLevel level) {
    if (isLogged(level)) {
      write(message == null ? new byte[] {'n', 'u', 'l', 'l'} : message);
    }
  }

  /** Logs a message of the loop itself, with the level of failures if there are levels. */
  void failure(String message) {
    log(message, json ? LogLevel.ERROR : LogLevel.UNDEFINED);
  }

  private boolean isLogged(LogLevel level) {
    return level == LogLevel.UNDEFINED || level.compareTo(least) >= 0;
  }

  private static String text(String message, LogLevel level) {
    return level == LogLevel.UNDEFINED ? String.valueOf(message) : "[" + level + "] " + message;
  }

  private String json(String message, LogLevel level) {
    StringBuilder line = new StringBuilder("{\"timestamp\":\"");
    Timestamp.append(line, System.currentTimeMillis());
    JsonText.quote(line.append("\",\"message\":"), String.valueOf(message));
    line.append(",\"level\":\"").append(level.name()).append('"');
    if (!requestId.isEmpty()) {
      JsonText.quote(line.append(",\"AWSRequestId\":"), requestId);
    }
    if (!tenantId.isEmpty()) {
      JsonText.quote(line.append(",\"tenantId\":"), tenantId);
    }
    return line.append('}').toString();
  }

  private static void write(byte[] message) {
    byte[] line = message;
    int length = message.length;
    if (length == 0 || message[length - 1] != '\n') {
      line = Input.copy(message, length, length + 1);
      line[length] = '\n';
    }
    System.out.write(line, 0, line.length);
    System.out.flush();
  }

  /** By name, because valueOf needs reflection. An unknown name counts as no level. */
  private static LogLevel level(String name) {
    for (LogLevel level : LogLevel.values()) {
      if (level.name().equalsIgnoreCase(name)) {
        return level;
      }
    }
    return LogLevel.UNDEFINED;
  }
}
