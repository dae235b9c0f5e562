package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chirp.internal.sandbox.http.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Lambda's checks of a request, with Lambda's messages.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html">
 *     CreateFunction</a>
 */
final class RequestValidation {
  private static final String ROLE =
      "arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+";
  private static final String VARIABLE = "[a-zA-Z]([a-zA-Z0-9_])+";
  private static final int MAX_ENVIRONMENT = 4096;
  private static final List<String> RUNTIMES =
      List.of(
          "nodejs20.x",
          "nodejs22.x",
          "nodejs24.x",
          "java25",
          "java21",
          "java17",
          "java11",
          "java8.al2",
          "java17.al2023",
          "java11.al2023",
          "java8.al2023",
          "python3.14",
          "python3.13",
          "python3.12",
          "python3.11",
          "python3.10",
          "dotnet10",
          "dotnet8",
          "ruby3.4",
          "ruby3.3",
          "ruby3.2",
          "provided.al2",
          "provided.al2023");

  /**
   * Reserved environment variables.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Environment
   *     variables</a>
   */
  private static final Set<String> RESERVED =
      Set.of(
          "_HANDLER",
          "_X_AMZN_TRACE_ID",
          "AWS_DEFAULT_REGION",
          "AWS_REGION",
          "AWS_EXECUTION_ENV",
          "AWS_LAMBDA_FUNCTION_NAME",
          "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
          "AWS_LAMBDA_FUNCTION_VERSION",
          "AWS_LAMBDA_INITIALIZATION_TYPE",
          "AWS_LAMBDA_LOG_GROUP_NAME",
          "AWS_LAMBDA_LOG_STREAM_NAME",
          "AWS_ACCESS_KEY",
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_LAMBDA_RUNTIME_API",
          "LAMBDA_TASK_ROOT",
          "LAMBDA_RUNTIME_DIR");

  private final LambdaRequest request;
  private final List<String> errors = new ArrayList<>();

  private RequestValidation(LambdaRequest request) {
    this.request = request;
  }

  /** Checks the members of a configuration that the request contains. */
  static void check(LambdaRequest request) {
    RequestValidation validation = new RequestValidation(request);
    validation.matches("Handler", "[^\\s]+");
    validation.atMost("Handler", 128);
    validation.atMost("Description", 256);
    validation.between("MemorySize", 128, 10_240);
    validation.between("Timeout", 1, 900);
    validation.matches("Role", ROLE);
    validation.variableNames();
    validation.finish();
    request.text("Runtime").ifPresent(RequestValidation::runtime);
    environment(request.body().path("Environment").path("Variables"));
  }

  private void matches(String member, String pattern) {
    request
        .text(member)
        .filter(value -> !value.matches(pattern))
        .ifPresent(value -> errors.add(pattern(value, camel(member), pattern)));
  }

  private void atMost(String member, int length) {
    request
        .text(member)
        .filter(value -> value.length() > length)
        .ifPresent(value -> errors.add(longer(value, camel(member), length)));
  }

  private void between(String member, int least, int most) {
    if (!request.has(member)) {
      return;
    }
    long value = request.body().get(member).asLong();
    if (value < least || value > most) {
      errors.add(
          "Value '%d' at '%s' failed to satisfy constraint: Member must have value %s than or equal to %d"
              .formatted(
                  value,
                  camel(member),
                  value < least ? "greater" : "less",
                  value < least ? least : most));
    }
  }

  private void variableNames() {
    for (String name : names(request.body().path("Environment").path("Variables"))) {
      if (!name.matches(VARIABLE) && !RESERVED.contains(name)) {
        errors.add(
            "Value at 'environment.variables' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: "
                + VARIABLE
                + "]");
      }
    }
  }

  private void finish() {
    if (!errors.isEmpty()) {
      throw refusal(errors.toArray(String[]::new));
    }
  }

  private static void runtime(String runtime) {
    if (!RUNTIMES.contains(runtime)) {
      throw invalid(
          "Value %s at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: %s or be a valid ARN"
              .formatted(runtime, RUNTIMES));
    }
  }

  private static void environment(JsonNode variables) {
    String problem =
        "Lambda was unable to configure your environment variables because the environment variables you have provided ";
    String reserved =
        names(variables).stream().filter(RESERVED::contains).collect(Collectors.joining(", "));
    if (!reserved.isEmpty()) {
      throw invalid(
          problem
              + "contains reserved keys that are currently not supported for modification. Reserved keys used in this request: "
              + reserved);
    }
    String measured = variables.isObject() ? variables.toString() : "";
    if (measured.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAX_ENVIRONMENT) {
      throw invalid(problem + "exceeded the 4KB limit. String measured: " + measured);
    }
  }

  private static Set<String> names(JsonNode variables) {
    Set<String> names = new TreeSet<>();
    variables.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static String camel(String member) {
    return member.substring(0, 1).toLowerCase(Locale.ROOT) + member.substring(1);
  }

  static String pattern(String value, String member, String pattern) {
    return "Value '%s' at '%s' failed to satisfy constraint: Member must satisfy regular expression pattern: %s"
        .formatted(value, member, pattern);
  }

  static String longer(String value, String member, int length) {
    return "Value '%s' at '%s' failed to satisfy constraint: Member must have length less than or equal to %d"
        .formatted(value, member, length);
  }

  static AwsError invalid(String message) {
    return new AwsError(400, "InvalidParameterValueException", message);
  }

  /** One error with all problems. */
  static AwsError refusal(String... errors) {
    return new AwsError(
        400,
        "ValidationException",
        "%d validation error%s detected: %s"
            .formatted(errors.length, errors.length == 1 ? "" : "s", String.join("; ", errors)));
  }
}
