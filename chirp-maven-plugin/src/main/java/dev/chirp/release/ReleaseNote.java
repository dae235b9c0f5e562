package dev.chirp.release;

import dev.chirp.core.Time;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Chirp writes into an alias's description, so that anybody's machine knows the way back: when
 * the alias was moved, together with which others, and from where.
 *
 * @param release the same for all aliases that were moved together; later ones sort after it
 * @param before the version that the alias had; nothing if it was made then
 */
record ReleaseNote(String release, Optional<String> before) {
  private static final Pattern WRITTEN =
      Pattern.compile("chirp release (\\S+), before: (\\d+|\\$LATEST|none)");

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** A new release's id, such as {@code 20261124T163000.123Z-1a2b3c4d}. */
  static String newRelease(Time time) {
    return STAMP.format(time.now()) + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  static Optional<ReleaseNote> parse(String description) {
    Matcher written = WRITTEN.matcher(description);
    return written.matches()
        ? Optional.of(
            new ReleaseNote(
                written.group(1),
                Optional.of(written.group(2)).filter(version -> !version.equals("none"))))
        : Optional.empty();
  }

  /** As it is written: the inverse of {@link #parse}. */
  @Override
  public String toString() {
    return "chirp release %s, before: %s".formatted(release, before.orElse("none"));
  }
}
