package dev.chirp.internal.sandbox.dynamodb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * DynamoDB's reserved words. An attribute with such a name needs a {@code #} placeholder in
 * expressions.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ReservedWords.html">Reserved
 *     words</a>
 */
final class ReservedWords {
  private static final Set<String> WORDS = read();

  private ReservedWords() {}

  private static Set<String> read() {
    try (InputStream words = ReservedWords.class.getResourceAsStream("reserved-words.txt")) {
      return Set.of(new String(words.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** True if the word is reserved, in any case. */
  static boolean contain(String word) {
    return WORDS.contains(word.toUpperCase(Locale.ROOT));
  }
}
