package dev.chirp.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.chirp.internal.json.Event;
import dev.chirp.internal.json.Redaction;
import dev.chirp.internal.json.ResponseBuffer;
import java.util.Optional;

/**
 * Logs one request through the context's logger, with all secrets redacted. Loads redaction only
 * when there is something to log.
 */
final class Log {

  /** Limit in characters. Longer traces get no further causes, because causes may form a cycle. */
  private static final int MAX_TRACE = 100_000;

  private final Settings settings;
  private final Context context;
  private Optional<Event> event = Optional.empty();
  private Optional<Redaction> redaction = Optional.empty();

  Log(Settings settings, Context context) {
    this.settings = settings;
    this.context = context;
  }

  void request(Event read) {
    event = Optional.of(read);
    debug("request ", read);
  }

  void response(ResponseBuffer response) {
    debug("response ", response);
  }

  private void debug(String what, Object value) {
    if (logs(LogLevel.DEBUG)) {
      write(LogLevel.DEBUG, what + redacted(value));
    }
  }

  /** Logs an error response, with stack frames if it is the function's fault or has a cause. */
  void error(ApiError error, Throwable thrown) {
    boolean ours = error.httpStatusCode() >= 500;
    LogLevel level = ours ? LogLevel.ERROR : LogLevel.INFO;
    if (logs(level)) {
      String code = error.httpStatusCode() + " " + error.detailCode() + " ";
      trace(level, code + redacted(error.message()), thrown, ours);
    }
  }

  /** Logs a failure of the function. */
  void failure(Throwable failure) {
    if (logs(LogLevel.ERROR)) {
      trace(LogLevel.ERROR, head(failure), failure, true);
    }
  }

  private void trace(LogLevel level, String head, Throwable thrown, boolean always) {
    StringBuilder text = new StringBuilder(head);
    try {
      if (always || thrown.getCause() != null) {
        frames(text, thrown);
      }
    } catch (Throwable ignored) {
      // getCause itself fails: the log keeps the text up to here.
    }
    write(level, text.toString());
  }

  private boolean logs(LogLevel level) {
    return level.compareTo(settings.logLevel) >= 0;
  }

  private void write(LogLevel level, String message) {
    try {
      LambdaLogger logger = context.getLogger();
      String id = context.getAwsRequestId();
      boolean withId = settings.requestIdInText && id != null && !id.isEmpty();
      if (logger != null) {
        logger.log(withId ? id + " " + message : message, level);
      }
    } catch (Throwable ignored) {
      // The response matters more than its log line, and there is no other place to report the
      // failure.
    }
  }

  /** Class and message. */
  private String head(Throwable t) {
    String name = t.getClass().getName();
    try {
      String message = t.getLocalizedMessage();
      return message == null ? name : name + ": " + redacted(message);
    } catch (Throwable e) {
      return name + " (cannot be printed: " + e.getClass().getName() + ")";
    }
  }

  /** Appends the frames, which contain no data of the caller's, and the causes. */
  private void frames(StringBuilder text, Throwable t) {
    for (StackTraceElement frame : t.getStackTrace()) {
      text.append("\n\tat ").append(frame);
    }
    for (Throwable suppressed : t.getSuppressed()) {
      text.append("\n\tSuppressed: ").append(head(suppressed));
    }
    Throwable cause = t.getCause();
    if (cause != null && text.length() < MAX_TRACE) {
      frames(text.append("\nCaused by: ").append(head(cause)), cause);
    }
  }

  /** Masks secrets, and puts the text on one line, so that callers cannot forge log lines. */
  private String redacted(Object what) {
    try {
      if (redaction.isEmpty()) {
        redaction = Optional.of(new Redaction(event));
      }
      StringBuilder line = new StringBuilder(redaction.get().redacted(what));
      for (int i = 0; i < line.length(); i++) {
        char c = line.charAt(i);
        if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
          line.setCharAt(i, ' ');
        }
      }
      return line.toString();
    } catch (Throwable unsafe) {
      // For example, memory is short: better no message in the log than one with secrets.
      return "(message could not be redacted)";
    }
  }
}
