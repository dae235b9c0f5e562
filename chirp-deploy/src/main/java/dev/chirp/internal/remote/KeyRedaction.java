package dev.chirp.internal.remote;

import java.util.regex.Pattern;

/**
 * Hides what looks like an AWS access key id. All else in a log or a failure is its owner's own
 * output. A small letter may stand before a key: in a JSON log that of {@code \n}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids">Unique
 *     ids</a>
 */
final class KeyRedaction {
  private static final Pattern ACCESS_KEY =
      Pattern.compile("(?<![A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])");

  private KeyRedaction() {}

  static String of(String text) {
    return ACCESS_KEY.matcher(text).replaceAll("$1****************");
  }
}
