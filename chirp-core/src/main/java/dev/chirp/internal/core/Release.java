package dev.chirp.internal.core;

/**
 * What became of one function's version and alias in a deploy.
 *
 * @param functionName on Lambda
 * @param version that was published, or is released; empty if there is none
 * @param before the version that the alias had; empty if there was none
 * @param proof {@code proved}, or why not; empty if nothing was to be proved
 * @param reason why, where that is not plain
 * @param hint what to do; may be empty
 */
public record Release(
    String functionName,
    Kind kind,
    String alias,
    String version,
    String before,
    String proof,
    String reason,
    String hint) {

  /** All ways to end. */
  public enum Kind {
    /** The alias means this version now. */
    MOVED,
    /** The alias meant it before. */
    UNCHANGED,
    /** There is a version, but the alias stayed, because of another function. */
    PUBLISHED,
    /** There is no version, it is not proved, or the alias could not be moved. */
    FAILED,
    /** Another has changed the function since it was deployed, so it was not published. */
    SUPERSEDED,
    /** It was not tried. */
    SKIPPED;

    public boolean isSuccess() {
      return this == MOVED || this == UNCHANGED;
    }
  }

  /** The same with another end. */
  public Release with(Kind newKind, String newReason, String newHint) {
    return new Release(functionName, newKind, alias, version, before, proof, newReason, newHint);
  }

  /** Such as {@code live 2 -> 3, proved}. */
  public String summary() {
    String moved =
        switch (kind) {
          case MOVED -> "%s %s -> %s".formatted(alias, before.isEmpty() ? "none" : before, version);
          case UNCHANGED -> "%s %s".formatted(alias, version);
          case PUBLISHED, FAILED, SUPERSEDED, SKIPPED ->
              version.isEmpty() ? "no new version" : "version %s is published".formatted(version);
        };
    return moved + (proof.isEmpty() ? "" : ", " + proof) + (reason.isEmpty() ? "" : ": " + reason);
  }
}
