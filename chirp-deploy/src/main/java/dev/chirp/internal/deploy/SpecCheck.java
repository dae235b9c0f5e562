package dev.chirp.internal.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.core.ChirpException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lambda's rules for a function, checked before anything is sent.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html">CreateFunction</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Reserved
 *     environment variables</a>
 */
record SpecCheck(String function) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9-_]{1,64}");
  private static final Set<String> ARCHITECTURES = Set.of("x86_64", "arm64");
  private static final int ENVIRONMENT_LIMIT = 4096;

  private static final Pattern RESERVED =
      Pattern.compile(
          "_HANDLER|_X_AMZN_TRACE_ID|AWS_DEFAULT_REGION|AWS_REGION|AWS_EXECUTION_ENV|AWS_LAMBDA_(?:FUNCTION_NAME"
              + "|FUNCTION_MEMORY_SIZE|FUNCTION_VERSION|INITIALIZATION_TYPE|LOG_GROUP_NAME|LOG_STREAM_NAME|RUNTIME_API)"
              + "|AWS_ACCESS_KEY|AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|AWS_SECURITY_TOKEN"
              + "|LAMBDA_TASK_ROOT|LAMBDA_RUNTIME_DIR");

  SpecCheck lambdaName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw ChirpException.project(
              "Function '%s' would be '%s' on Lambda (%d characters), which accepts letters, digits, - and _, at most 64."
                  .formatted(function, name, name.length()))
          .withSuggestion("-Dchirp.functionPrefix=chirp_");
    }
    return this;
  }

  SpecCheck handler(String handler) {
    if (handler.length() > 128 || handler.isBlank() || handler.contains(" ")) {
      throw ChirpException.project(
          "The handler of function '%s' is '%s' (%d characters), but Lambda accepts at most 128, without spaces."
              .formatted(function, handler, handler.length()));
    }
    return this;
  }

  SpecCheck memorySize(int value) {
    return inRange("memorySize", value, 128, 10_240, "MB");
  }

  SpecCheck timeout(int value) {
    return inRange("timeout", value, 1, 900, "seconds");
  }

  private SpecCheck inRange(String name, int value, int min, int max, String unit) {
    if (value < min || value > max) {
      throw ChirpException.project(
          "<%s> of function '%s' is '%d', but Lambda accepts %d to %d %s."
              .formatted(name, function, value, min, max, unit));
    }
    return this;
  }

  SpecCheck architecture(String value) {
    if (!ARCHITECTURES.contains(value)) {
      throw ChirpException.project(
              "<architecture> is '%s' (or -Dchirp.architecture), but Lambda accepts x86_64 and arm64."
                  .formatted(value))
          .withSuggestion("-Dchirp.architecture=arm64");
    }
    return this;
  }

  SpecCheck environment(Map<String, String> variables) {
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      if (RESERVED.matcher(variable.getKey()).matches()) {
        throw ChirpException.project(
            "Environment variable '%s' of function '%s' is reserved: Lambda sets it itself."
                .formatted(variable.getKey(), function));
      }
    }
    int size = bytes(variables);
    if (size > ENVIRONMENT_LIMIT) {
      throw ChirpException.project(
          "The environment of function '%s' has %d bytes, but Lambda accepts %d (names and values together, as JSON)."
              .formatted(function, size, ENVIRONMENT_LIMIT));
    }
    return this;
  }

  /**
   * Checks the environment together with the variables that are kept from Lambda.
   *
   * @param merged the environment after the deploy
   */
  void mergedEnvironment(Map<String, String> merged) {
    int size = bytes(merged);
    if (size > ENVIRONMENT_LIMIT) {
      throw ChirpException.project(
              "The environment of function '%s' would have %d bytes including the variables set only on Lambda, but Lambda accepts %d. Nothing was changed."
                  .formatted(function, size, ENVIRONMENT_LIMIT))
          .withSuggestion(
              "-Dchirp.replaceEnvironment, which removes what the project does not set");
    }
  }

  /** Lambda measures the JSON text, so quotes, colons and commas count. */
  private static int bytes(Map<String, String> variables) {
    try {
      return JSON.writeValueAsBytes(variables).length;
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  SpecCheck description(String text) {
    if (text.length() > 256) {
      throw ChirpException.project(
          "The description of function '%s' has %d characters, but Lambda accepts 256."
              .formatted(function, text.length()));
    }
    return this;
  }

  void tags(Map<String, String> tags) {
    tags.forEach(
        (name, value) -> {
          if (name.isEmpty() || name.length() > 128 || name.startsWith("aws:")) {
            throw ChirpException.project(
                "<tags> has '%s', but AWS accepts names of 1 to 128 characters that do not start with aws:."
                    .formatted(name));
          }
          if (value.length() > 256) {
            throw ChirpException.project(
                "Tag '%s' has a value of %d characters, but AWS accepts 256."
                    .formatted(name, value.length()));
          }
        });
    if (tags.size() > 50) {
      throw ChirpException.project(
          "<tags> has %d tags including Chirp's own two, but AWS accepts 50."
              .formatted(tags.size()));
    }
  }
}
