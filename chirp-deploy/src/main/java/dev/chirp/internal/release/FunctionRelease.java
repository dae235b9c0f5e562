package dev.chirp.internal.release;

import java.util.Optional;

/**
 * The plan of a release for one function.
 *
 * @param alias the existing alias, if it will be moved
 * @param released the version that the alias points to; empty if there is no alias
 * @param unpublished the unpublished version, if the deploy before does not change it
 * @param publishes whether the unpublished version differs from the released one, or will
 */
record FunctionRelease(
    ReleaseFunction function,
    Optional<Alias> alias,
    String released,
    Optional<VersionState> unpublished,
    boolean publishes) {

  /** Returns the plan in words: {@code 2 -> a new version, proved by its event file}. */
  String described() {
    if (!publishes) {
      return released + ", unchanged";
    }
    return "%s -> a new version, %s"
        .formatted(
            released.isEmpty() ? "none" : released,
            function.isProved()
                ? "proved by its event file"
                : "not proved: " + function.unproven());
  }
}
