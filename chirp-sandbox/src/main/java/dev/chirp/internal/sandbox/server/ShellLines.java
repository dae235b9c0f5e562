package dev.chirp.internal.sandbox.server;

import dev.chirp.internal.core.ChirpException;
import java.util.List;
import java.util.Map;

/**
 * Shell commands that make AWS's own tools use a sandbox and nothing else.
 *
 * @param variables to set
 */
public record ShellLines(Map<String, String> variables) {
  /**
   * Variables to unset, because they would override the others or be sent along: the endpoint of a
   * single service, a profile, a session token.
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

  /** Keeps the shell's own proxy exceptions, in both spellings. */
  private static final String PAST_PROXIES =
      """
      export no_proxy="127.0.0.1${no_proxy:+,$no_proxy}${NO_PROXY:+,$NO_PROXY}"
      export NO_PROXY="$no_proxy"
      """;

  /** Quoted for a shell, whatever the value. */
  private static String quoted(String name, String value) {
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw ChirpException.project(
          "%s contains a line break or another control character.".formatted(name));
    }
    return "'" + value.replace("'", "'\\''") + "'";
  }

  /** Returns one command on each line. */
  public String text() {
    StringBuilder lines = new StringBuilder();
    ELSEWHERE.forEach(name -> lines.append("unset ").append(name).append('\n'));
    lines.append(PAST_PROXIES);
    variables.forEach(
        (name, value) -> lines.append("export %s=%s\n".formatted(name, quoted(name, value))));
    return lines.toString();
  }
}
