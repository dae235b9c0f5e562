package dev.chirp.internal.maven;

import dev.chirp.internal.core.ChirpException;
import java.util.List;
import java.util.Map;

/**
 * What a shell reads so that AWS's own tools speak to a sandbox, and to nothing else.
 *
 * @param variables to set
 */
record ShellLines(Map<String, String> variables) {
  /**
   * What would win over what is set, or would be sent along: an endpoint of a single service, a
   * profile, the token of somebody's session.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">Service-specific
   *     endpoints</a>
   */
  private static final List<String> ELSEWHERE =
      List.of(
          "AWS_SESSION_TOKEN",
          "AWS_PROFILE",
          "AWS_DEFAULT_PROFILE",
          "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
          "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS",
          "AWS_ENDPOINT_URL_DYNAMODB",
          "AWS_ENDPOINT_URL_IAM",
          "AWS_ENDPOINT_URL_LAMBDA",
          "AWS_ENDPOINT_URL_S3",
          "AWS_ENDPOINT_URL_STS");

  /** The shell's own exceptions to its proxy are kept, in whichever spelling they are. */
  private static final String PAST_PROXIES =
      """
      export no_proxy="127.0.0.1${no_proxy:+,$no_proxy}${NO_PROXY:+,$NO_PROXY}"
      export NO_PROXY="$no_proxy"
      """;

  /** As a shell reads it back, whatever is in it. */
  private static String quoted(String name, String value) {
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw ChirpException.project(
          "%s holds a line break or another control character.".formatted(name));
    }
    return "'" + value.replace("'", "'\\''") + "'";
  }

  String text() {
    StringBuilder lines = new StringBuilder();
    ELSEWHERE.forEach(name -> lines.append("unset ").append(name).append('\n'));
    lines.append(PAST_PROXIES);
    variables.forEach(
        (name, value) -> lines.append("export %s=%s\n".formatted(name, quoted(name, value))));
    return lines.toString();
  }
}
