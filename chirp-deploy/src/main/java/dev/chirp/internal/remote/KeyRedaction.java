package dev.chirp.internal.remote;

import java.util.regex.Pattern;

/**
 * Masks AWS access key ids. Everything else in a log or failure is the owner's own output. A
 * lower-case letter may precede a key, such as the n of {@code \n} in a JSON log.
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
