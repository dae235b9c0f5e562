package dev.chirp.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.chirp.runtime.json.AnswerBuffer;
import dev.chirp.runtime.json.Event;
import dev.chirp.runtime.json.Redaction;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;

/**
 * Logs one request through the context's logger, nothing of it unredacted. Redaction is not loaded
 * before there is something to log.
 */
final class Log {

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
    if (logs(LogLevel.DEBUG)) {
      write(LogLevel.DEBUG, "request " + redaction().request(read));
    }
  }

  void answer(AnswerBuffer answer) {
    if (logs(LogLevel.DEBUG)) {
      write(LogLevel.DEBUG, "response " + redaction().answer(answer));
    }
  }

  /** An error that is an answer. */
  void error(ApiError error) {
    if (logs(LogLevel.INFO)) {
      String message = error.httpStatusCode() + " " + error.detailCode() + " " + error.message();
      write(LogLevel.INFO, oneLine(redaction().text(message)));
    }
  }

  /** An error that is a failure. */
  void failure(Throwable failure) {
    if (logs(LogLevel.ERROR)) {
      write(LogLevel.ERROR, redaction().text(trace(failure)));
    }
  }

  private boolean logs(LogLevel level) {
    return level.compareTo(settings.logLevel) >= 0;
  }

  private Redaction redaction() {
    if (redaction.isEmpty()) {
      redaction = Optional.of(new Redaction(event));
    }
    return redaction.get();
  }

  private void write(LogLevel level, String message) {
    try {
      LambdaLogger logger = context.getLogger();
      String id = context.getAwsRequestId();
      boolean withId = settings.requestIdInText && id != null && !id.isEmpty();
      if (logger != null) {
        logger.log(withId ? id + " " + message : message, level);
      }
    } catch (RuntimeException ignored) {
      // An answer is worth more than its log line, and there is nowhere left to say so.
    }
  }

  private static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    try {
      failure.printStackTrace(new PrintWriter(text));
    } catch (RuntimeException e) {
      // Its own getMessage or getCause fails.
      return failure.getClass().getName() + " (cannot be printed: " + e.getClass().getName() + ")";
    }
    return text.toString().stripTrailing();
  }

  /** Otherwise whoever chooses a part of a message writes log lines of his own. */
  private static String oneLine(String message) {
    StringBuilder line = new StringBuilder(message);
    for (int i = 0; i < line.length(); i++) {
      if (Character.isISOControl(line.charAt(i))) {
        line.setCharAt(i, ' ');
      }
    }
    return line.toString();
  }
}
