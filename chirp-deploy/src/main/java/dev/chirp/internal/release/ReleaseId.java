package dev.chirp.internal.release;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * The identifier of a group of aliases that are moved together.
 *
 * @param id later ones sort after it
 * @param members the number of aliases; if fewer carry the id, the run ended halfway
 */
record ReleaseId(Kind kind, String id, int members) {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** The reason for moving aliases. */
  enum Kind {
    RELEASE,
    ROLLBACK;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * Returns a new id, such as {@code 20261124T163000.123Z-1a2b3c4d}.
   *
   * @param mark the end of the id, which a rollback shares with the release that it undoes
   */
  static ReleaseId at(Kind kind, Instant instant, int members, String mark) {
    return new ReleaseId(kind, STAMP.format(instant) + "-" + mark, members);
  }

  /** Returns a new unique mark. */
  static String mark() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  String itsMark() {
    return id.substring(id.lastIndexOf('-') + 1);
  }

  /**
   * Returns the start time by the clock of the machine that started it. Empty if someone else wrote
   * the id.
   */
  Optional<Instant> begun() {
    try {
      return Optional.of(STAMP.parse(id.replaceFirst("-.*", ""), Instant::from));
    } catch (DateTimeParseException ignored) {
      return Optional.empty();
    }
  }

  ReleaseId withMembers(int number) {
    return new ReleaseId(kind, id, number);
  }
}
