package dev.chirp.internal.release;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Names the aliases that are moved together.
 *
 * @param id later ones sort after it
 * @param members how many aliases are moved: if fewer say so, the run was ended half-way
 */
record ReleaseId(Kind kind, String id, int members) {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** Why aliases are moved. */
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
   * A new one, such as {@code 20261124T163000.123Z-1a2b3c4d}.
   *
   * @param mark the end of it, which a rollback has in common with what it undoes
   */
  static ReleaseId at(Kind kind, Instant instant, int members, String mark) {
    return new ReleaseId(kind, STAMP.format(instant) + "-" + mark, members);
  }

  /** A mark that nothing has yet. */
  static String mark() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  String itsMark() {
    return id.substring(id.lastIndexOf('-') + 1);
  }

  /** When it was begun, by the clock of who began it; nothing if somebody else wrote it. */
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
