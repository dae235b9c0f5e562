package dev.chirp.example.service;

import dev.chirp.runtime.InvalidRequestException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The valid texts of a chirp.
 *
 * <p>Characters are counted as Unicode code points, as most databases and languages do: an emoji is
 * one, although Java's {@code length()} is two. One visible character can have several code points,
 * such as a family of emoji or a letter with accents. A cut falls before such a cluster and not
 * inside it, unless the cluster alone is too long.
 */
final class ChirpText {

  /** Longer texts are cut. */
  private static final int MAX = 140;

  /** The length of a cut text, before {@link #ELLIPSIS}. */
  private static final int CUT = 135;

  private static final String ELLIPSIS = "...";

  private static final Pattern CLUSTER = Pattern.compile("\\X");

  /**
   * White space, code points that Unicode lists as ignorable (Default_Ignorable_Code_Point), such
   * as a variation selector or Hangul's filler, and a Braille cell without dots.
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
   * @throws InvalidRequestException if the text has no visible character, or a forbidden one
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
                "chirp-text has U+%04X at index %d, which is not a text character; tab and line"
                    + " feed are",
                kept.codePointAt(i), i));
      }
    }
    return isLong ? kept + ELLIPSIS : kept;
  }

  private static String beginning(String text) {
    int most = text.offsetByCodePoints(0, CUT);
    int end = 0;
    // Five code points after the cut are enough to see whether a cluster continues there.
    Matcher clusters = CLUSTER.matcher(text).region(0, text.offsetByCodePoints(0, MAX));
    while (clusters.find() && clusters.end() <= most) {
      end = clusters.end();
    }
    return text.substring(0, end == 0 ? most : end);
  }

  /**
   * True for control characters, for half a surrogate pair, which cannot be stored, and for the 66
   * code points that Unicode defines as non-characters, such as U+FFFF.
   */
  private static boolean isForbidden(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE
        || (Character.isISOControl(codePoint) && codePoint != '\t' && codePoint != '\n')
        || (codePoint & 0xFFFE) == 0xFFFE
        || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
  }
}
