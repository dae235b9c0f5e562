package dev.chirp.runtime;

import static com.amazonaws.services.lambda.runtime.logging.LogLevel.INFO;

import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.util.Map;
import java.util.Optional;

/** The function's settings from its environment, read once. */
final class Settings {

  /** The prefix of {@code moreInfoUrl}, before {@code /404-100}. Default: {@code /docs/errors}. */
  private static final String DOCS_URL = "CHIRP_DOCS_URL";

  /**
   * {@code true}: the {@code developerMessage} of a 500 gives the cause. Not for public APIs.
   * Default: {@code false}.
   */
  private static final String EXPOSE_ERRORS = "CHIRP_EXPOSE_ERRORS";

  /**
   * The lowest level that is logged: {@code TRACE}, {@code DEBUG}, {@code INFO}, {@code WARN},
   * {@code ERROR} or {@code FATAL}. Any other value counts as unset. Default: {@code
   * AWS_LAMBDA_LOG_LEVEL}, then {@code INFO}.
   */
  private static final String LOG_LEVEL = "CHIRP_LOG_LEVEL";

  /** The prefix of {@code moreInfoUrl}, without a slash at the end. */
  final String docsUrl;

  /** True if a 500 shows its cause. */
  final boolean exposeErrors;

  /** The lowest level that is logged. */
  final LogLevel logLevel;

  /** True if each line must begin with the request id. Lambda adds it only to JSON logs. */
  final boolean requestIdInText;

  /** Empty if not configured. */
  final Optional<Cors> cors;

  Settings(Map<String, String> environment) {
    String url = environment.getOrDefault(DOCS_URL, "/docs/errors");
    docsUrl = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    exposeErrors = is(environment, EXPOSE_ERRORS, "true");
    logLevel =
        logLevel(environment, LOG_LEVEL, logLevel(environment, "AWS_LAMBDA_LOG_LEVEL", INFO));
    requestIdInText = !is(environment, "AWS_LAMBDA_LOG_FORMAT", "JSON");
    cors = Cors.of(environment);
  }

  static boolean is(Map<String, String> environment, String name, String value) {
    return environment.getOrDefault(name, "").trim().equalsIgnoreCase(value);
  }

  /**
   * The configured level. An unknown name counts as unset: a typing error must not stop a function.
   */
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
