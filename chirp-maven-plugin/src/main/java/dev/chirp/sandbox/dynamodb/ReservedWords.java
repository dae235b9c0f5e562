package dev.chirp.sandbox.dynamodb;

import java.util.Locale;
import java.util.Set;

/**
 * Words that DynamoDB keeps for itself: an attribute of that name needs a {@code #} in expressions.
 * Here are those that people like for attributes.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ReservedWords.html">all
 *     reserved words</a>
 */
final class ReservedWords {
  private static final Set<String> WORDS =
      Set.of(
          "COMMENT",
          "COUNT",
          "DATA",
          "DATE",
          "DAY",
          "GROUP",
          "HASH",
          "INDEX",
          "ITEM",
          "ITEMS",
          "KEY",
          "LANGUAGE",
          "LEVEL",
          "LOCATION",
          "NAME",
          "NAMES",
          "OWNER",
          "RANGE",
          "REGION",
          "ROLE",
          "SIZE",
          "SOURCE",
          "STATE",
          "STATUS",
          "TABLE",
          "TEXT",
          "TIME",
          "TIMESTAMP",
          "TOKEN",
          "TTL",
          "TYPE",
          "URL",
          "USER",
          "USERS",
          "VALUE",
          "VALUES",
          "YEAR",
          "ZONE");

  private ReservedWords() {}

  /** Whether this is one of them, in whatever case. */
  static boolean contain(String word) {
    return WORDS.contains(word.toUpperCase(Locale.ROOT));
  }
}
