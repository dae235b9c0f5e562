package dev.chirp.remote;

import java.util.regex.Pattern;

/**
 * Hides what looks like an AWS access key id. All else in a log is its owner's own output.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids">Unique
 *     ids</a>
 */
final class KeyRedaction {
  private static final Pattern ACCESS_KEY = Pattern.compile("\\b(AKIA|ASIA)[A-Z0-9]{16}\\b");

  private KeyRedaction() {}

  static String of(String text) {
    return ACCESS_KEY.matcher(text).replaceAll("$1****************");
  }
}
