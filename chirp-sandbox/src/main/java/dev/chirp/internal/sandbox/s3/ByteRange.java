package dev.chirp.internal.sandbox.s3;

import dev.chirp.internal.sandbox.http.AwsError;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes of an object that a {@code Range} header asks for.
 *
 * @param first the offset of the first byte
 * @param length may be 0 for an empty part of an upload
 */
record ByteRange(long first, long length) {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");

  /**
   * Parses the header. S3 returns the whole object if the header is malformed or has several
   * ranges.
   *
   * @param size the size of the object
   * @return empty for the whole object
   * @throws AwsError when the range starts after the object's end
   */
  static Optional<ByteRange> of(String header, long size) {
    Matcher range = RANGE.matcher(header.strip());
    if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
      return Optional.empty();
    }
    if (range.group(1).isEmpty()) {
      long last = Math.min(size, number(range.group(2)));
      return Optional.of(satisfiable(size - last, last, size));
    }
    long first = number(range.group(1));
    long last = range.group(2).isEmpty() ? size - 1 : Math.min(size - 1, number(range.group(2)));
    if (first < size && first > last) {
      return Optional.empty();
    }
    return Optional.of(satisfiable(first, last - first + 1, size));
  }

  private static ByteRange satisfiable(long first, long length, long size) {
    if (first >= size || length <= 0) {
      throw new AwsError(416, "InvalidRange", "The requested range is not satisfiable");
    }
    return new ByteRange(first, length);
  }

  /** Parses a number. One with more than 18 digits is after the end of any object. */
  private static long number(String digits) {
    return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
  }

  /** The value of {@code Content-Range}, in ASCII digits for every locale. */
  String in(long size) {
    return "bytes " + first + "-" + (first + length - 1) + "/" + size;
  }
}
