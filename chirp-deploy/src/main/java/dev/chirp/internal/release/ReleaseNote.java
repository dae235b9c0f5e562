package dev.chirp.internal.release;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text that Chirp writes into an alias's description, so that any machine can roll back: when
 * the alias was moved, together with which others, where to, and from where.
 *
 * @param code the shortened hash of the version's code
 * @param version that the alias was moved to; if the alias differs, someone else moved it since
 * @param before the alias's previous version; empty if the alias was new
 */
record ReleaseNote(ReleaseId release, String code, String version, Optional<String> before) {
  private static final Pattern WRITTEN =
      Pattern.compile(
          "chirp (release|rollback) (\\S+) of (\\d{1,6}), code (\\S+), version (\\d+|\\$LATEST), before: (\\d+|\\$LATEST|none)");

  static ReleaseNote of(ReleaseId release, AliasMove move) {
    return new ReleaseNote(release, move.code(), move.version(), move.is().map(Alias::version));
  }

  static Optional<ReleaseNote> parse(String description) {
    Matcher written = WRITTEN.matcher(description);
    return written.matches()
        ? Optional.of(
            new ReleaseNote(
                new ReleaseId(
                    ReleaseId.Kind.of(written.group(1)),
                    written.group(2),
                    Integer.parseInt(written.group(3))),
                written.group(4),
                written.group(5),
                Optional.of(written.group(6)).filter(version -> !version.equals("none"))))
        : Optional.empty();
  }

  boolean isOf(ReleaseId other) {
    return release.id().equals(other.id());
  }

  /** Returns the written form, the inverse of {@link #parse}. */
  @Override
  public String toString() {
    return "chirp %s %s of %d, code %s, version %s, before: %s"
        .formatted(
            release.kind().word(),
            release.id(),
            release.members(),
            code,
            version,
            before.orElse("none"));
  }
}
