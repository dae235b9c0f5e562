package dev.chirp.runtime;

import static com.amazonaws.services.lambda.runtime.logging.LogLevel.INFO;

import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.util.Map;
import java.util.Optional;

/** What a function reads of its environment, once. */
final class Settings {

  /** What {@code moreInfoUrl} begins with, without a slash at the end. */
  final String docsUrl;

  /** Whether a 500 tells its cause. */
  final boolean exposeErrors;

  /** The least that is logged. */
  final LogLevel logLevel;

  /** Whether a line has to begin with the request id, because Lambda adds it in JSON only. */
  final boolean requestIdInText;

  /** Empty when not configured. */
  final Optional<Cors> cors;

  Settings(Map<String, String> environment) {
    String url = environment.getOrDefault("CHIRP_DOCS_URL", "/docs/errors");
    docsUrl = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    exposeErrors = is(environment, "CHIRP_EXPOSE_ERRORS", "true");
    logLevel =
        logLevel(
            environment, "CHIRP_LOG_LEVEL", logLevel(environment, "AWS_LAMBDA_LOG_LEVEL", INFO));
    requestIdInText = !is(environment, "AWS_LAMBDA_LOG_FORMAT", "JSON");
    cors = Cors.of(environment);
  }

  static boolean is(Map<String, String> environment, String name, String value) {
    return environment.getOrDefault(name, "").trim().equalsIgnoreCase(value);
  }

  /** A name that is no level counts as unset: a typing error must not stop a function. */
  private static LogLevel logLevel(
      Map<String, String> environment, String name, LogLevel otherwise) {
    for (LogLevel level : LogLevel.values()) {
      if (level != LogLevel.UNDEFINED && is(environment, name, level.name())) {
        return level;
      }
    }
    return otherwise;
  }
}
