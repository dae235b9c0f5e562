package dev.chirp.runtime;

import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a function reads of its environment, once.
 *
 * @param docsUrl what {@code moreInfoUrl} begins with, without a slash at the end
 * @param exposeErrors whether a 500 tells its cause
 * @param logLevel the least that is logged
 * @param requestIdInText whether a line has to begin with the request id, because Lambda adds it in
 *     JSON only
 * @param cors empty when not configured
 */
record Settings(
    String docsUrl,
    boolean exposeErrors,
    LogLevel logLevel,
    boolean requestIdInText,
    Optional<Cors> cors) {

  static Settings of(Map<String, String> environment) {
    String docsUrl = environment.getOrDefault("CHIRP_DOCS_URL", "/docs/errors");
    return new Settings(
        docsUrl.endsWith("/") ? docsUrl.substring(0, docsUrl.length() - 1) : docsUrl,
        environment.getOrDefault("CHIRP_EXPOSE_ERRORS", "").trim().equalsIgnoreCase("true"),
        logLevel(environment),
        !environment.getOrDefault("AWS_LAMBDA_LOG_FORMAT", "").trim().equalsIgnoreCase("JSON"),
        Cors.of(environment));
  }

  private static LogLevel logLevel(Map<String, String> environment) {
    return logLevel(
        environment.getOrDefault("CHIRP_LOG_LEVEL", ""),
        logLevel(environment.getOrDefault("AWS_LAMBDA_LOG_LEVEL", ""), LogLevel.INFO));
  }

  /** A name that is no level counts as unset: a typing error must not stop a function. */
  private static LogLevel logLevel(String name, LogLevel otherwise) {
    return switch (name.trim().toUpperCase(Locale.ROOT)) {
      case "TRACE" -> LogLevel.TRACE;
      case "DEBUG" -> LogLevel.DEBUG;
      case "INFO" -> LogLevel.INFO;
      case "WARN" -> LogLevel.WARN;
      case "ERROR" -> LogLevel.ERROR;
      case "FATAL" -> LogLevel.FATAL;
      default -> otherwise;
    };
  }
}
