package dev.chirp.example.service;

import dev.chirp.runtime.InvalidRequestException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the text of a chirp may be.
 *
 * <p>Characters are counted as Unicode code points, as most databases and languages count them: an
 * emoji is one, though Java's {@code length()} says two. What a reader sees as one character can be
 * several, such as a family of emoji or a letter and its accents: where a text is cut, it is cut
 * before such a cluster and not within, unless the cluster alone is too long.
 */
final class ChirpText {

  /** What is longer is cut. */
  private static final int MAX = 140;

  /** What is left of it, followed by {@link #ELLIPSIS}. */
  private static final int CUT = 135;

  private static final String ELLIPSIS = "...";

  private static final Pattern CLUSTER = Pattern.compile("\\X");

  private ChirpText() {}

  /**
   * The text as it is stored.
   *
   * @throws InvalidRequestException when there is nothing to see in it, or what no text has
   */
  static String of(String text) {
    String kept = shortened(text);
    if (kept.codePoints().allMatch(ChirpText::isInvisible)) {
      throw new InvalidRequestException(101, "chirp-text is empty");
    }
    for (int i = 0; i < kept.length(); i += Character.charCount(kept.codePointAt(i))) {
      if (isForbidden(kept.codePointAt(i))) {
        throw new InvalidRequestException(
            102,
            String.format(
                "chirp-text has U+%04X at index %d: no control characters but tab and line feed",
                kept.codePointAt(i), i));
      }
    }
    return kept;
  }

  private static String shortened(String text) {
    if (text.codePointCount(0, text.length()) <= MAX) {
      return text;
    }
    int most = text.offsetByCodePoints(0, CUT);
    int end = 0;
    // Five code points behind the cut are enough to see whether a cluster goes on there.
    Matcher clusters = CLUSTER.matcher(text).region(0, text.offsetByCodePoints(0, MAX));
    while (clusters.find() && clusters.end() <= most) {
      end = clusters.end();
    }
    return text.substring(0, end == 0 ? most : end) + ELLIPSIS;
  }

  private static boolean isInvisible(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || Character.getType(codePoint) == Character.FORMAT;
  }

  /** Half a surrogate pair is no character, and cannot be stored as one. */
  private static boolean isForbidden(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE
        || (Character.isISOControl(codePoint) && codePoint != '\t' && codePoint != '\n');
  }
}
