package dev.chirp.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.chirp.internal.json.AnswerBuffer;
import dev.chirp.internal.json.Event;
import dev.chirp.internal.json.Redaction;
import java.util.Optional;

/**
 * Logs one request through the context's logger, nothing of it unredacted. Redaction is not loaded
 * before there is something to log.
 */
final class Log {

  /** Characters after which no further cause is printed: causes may go in a circle. */
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

  void answer(AnswerBuffer answer) {
    debug("response ", answer);
  }

  private void debug(String what, Object value) {
    if (logs(LogLevel.DEBUG)) {
      write(LogLevel.DEBUG, what + redacted(value));
    }
  }

  /** An error that is an answer; with its frames when it is our fault or had a cause. */
  void error(ApiError error, Throwable thrown) {
    boolean ours = error.httpStatusCode() >= 500;
    LogLevel level = ours ? LogLevel.ERROR : LogLevel.INFO;
    if (logs(level)) {
      String code = error.httpStatusCode() + " " + error.detailCode() + " ";
      trace(level, code + redacted(error.message()), thrown, ours);
    }
  }

  /** An error that is a failure. */
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
      // Its getCause fails: what there is until then has to do.
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
      // An answer is worth more than its log line, and there is nowhere left to say so.
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

  /** The frames, which hold nothing of the caller's, and the causes. */
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

  /** Masked, and on one line: else whoever chooses a part of it writes log lines of his own. */
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
      // Such as for want of memory: rather no message in the log than one with its secrets.
      return "(message could not be redacted)";
    }
  }
}
