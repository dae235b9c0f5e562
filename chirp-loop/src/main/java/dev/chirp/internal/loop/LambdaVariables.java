package dev.chirp.internal.loop;

import java.util.Map;

/**
 * Lambda's environment variables about the function. An unset variable is the empty text.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Variables</a>
 */
final class LambdaVariables {
  /** The default of AWS's client. */
  private static final int DEFAULT_MEMORY = 128;

  private final Map<String, String> environment;

  LambdaVariables(Map<String, String> environment) {
    this.environment = environment;
  }

  String functionName() {
    return get("AWS_LAMBDA_FUNCTION_NAME");
  }

  String functionVersion() {
    return get("AWS_LAMBDA_FUNCTION_VERSION");
  }

  String logGroup() {
    return get("AWS_LAMBDA_LOG_GROUP_NAME");
  }

  String logStream() {
    return get("AWS_LAMBDA_LOG_STREAM_NAME");
  }

  String logLevel() {
    return get("AWS_LAMBDA_LOG_LEVEL");
  }

  boolean logsJson() {
    return get("AWS_LAMBDA_LOG_FORMAT").equalsIgnoreCase("JSON");
  }

  /** In MB. */
  int memory() {
    try {
      return Integer.parseInt(get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"));
    } catch (NumberFormatException e) {
      return DEFAULT_MEMORY;
    }
  }

  String runtimeApi() {
    return get(Address.VARIABLE);
  }

  private String get(String name) {
    return environment.getOrDefault(name, "");
  }
}
