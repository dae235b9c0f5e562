package dev.chirp.internal.core;

/**
 * The result of a deploy for one function's version and alias.
 *
 * @param functionName on Lambda
 * @param version published or released; empty if there is none
 * @param before the version that the alias had; empty if there was none
 * @param proof {@code proved}, or why not; empty if there was nothing to prove
 * @param reason explains the result, where it needs an explanation
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

  /** The possible results. */
  public enum Kind {
    /** The alias now points to this version. */
    MOVED,
    /** The alias already pointed to this version. */
    UNCHANGED,
    /** The version was published, but the alias stayed because of another function. */
    PUBLISHED,
    /** The version was not published or not proved, or the alias could not be moved. */
    FAILED,
    /** Someone else changed the function after the deploy, so Chirp did not publish it. */
    SUPERSEDED,
    /** Chirp did not try. */
    SKIPPED;

    public boolean isSuccess() {
      return this == MOVED || this == UNCHANGED;
    }
  }

  /** A copy with another result. */
  public Release with(Kind newKind, String newReason, String newHint) {
    return new Release(functionName, newKind, alias, version, before, proof, newReason, newHint);
  }

  /** For the console, such as {@code live 2 -> 3, proved}. */
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
