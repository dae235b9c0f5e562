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

  /**
   * White space, and what Unicode says may be shown as nothing (Default_Ignorable_Code_Point), such
   * as a variation selector or Hangul's filler; and a Braille cell without dots.
   *
   * @see <a href="https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt">the list
   *     of Unicode</a>
   */
  private static final Pattern NOTHING =
      Pattern.compile(
          "[\\p{IsWhite_Space}\\p{Z}\\p{Cf}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u2065"
              + "\\u2800\\u3164\\uFE00-\\uFE0F\\uFFA0\\uFFF0-\\uFFF8\\x{E0000}-\\x{E0FFF}]*");

  private ChirpText() {}

  /**
   * The text as it is stored.
   *
   * @throws InvalidRequestException when there is nothing to see in it, or what no text has
   */
  static String of(String text) {
    boolean isLong = text.codePointCount(0, text.length()) > MAX;
    String kept = isLong ? beginning(text) : text;
    if (NOTHING.matcher(kept).matches()) {
      throw new InvalidRequestException(101, "chirp-text is empty");
    }
    for (int i = 0; i < kept.length(); i += Character.charCount(kept.codePointAt(i))) {
      if (isForbidden(kept.codePointAt(i))) {
        throw new InvalidRequestException(
            102,
            String.format(
                "chirp-text has U+%04X at index %d, which is no character of a text; tab and line"
                    + " feed are",
                kept.codePointAt(i), i));
      }
    }
    return isLong ? kept + ELLIPSIS : kept;
  }

  private static String beginning(String text) {
    int most = text.offsetByCodePoints(0, CUT);
    int end = 0;
    // Five code points behind the cut are enough to see whether a cluster goes on there.
    Matcher clusters = CLUSTER.matcher(text).region(0, text.offsetByCodePoints(0, MAX));
    while (clusters.find() && clusters.end() <= most) {
      end = clusters.end();
    }
    return text.substring(0, end == 0 ? most : end);
  }

  /**
   * Control characters, half a surrogate pair, which cannot be stored as a character, and the 66
   * code points that Unicode keeps free of characters for ever, such as U+FFFF.
   */
  private static boolean isForbidden(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE
        || (Character.isISOControl(codePoint) && codePoint != '\t' && codePoint != '\n')
        || (codePoint & 0xFFFE) == 0xFFFE
        || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
  }
}
