package dev.chirp.internal.release;

import java.util.Optional;

/**
 * What a release will do with one function.
 *
 * @param alias that is there, where it is to be moved
 * @param released the version that the alias means now; empty if there is no alias
 * @param unpublished what is unpublished, where the deploy before changes nothing
 * @param publishes whether what is unpublished differs from that version, or will
 */
record FunctionRelease(
    ReleaseFunction function,
    Optional<Alias> alias,
    String released,
    Optional<VersionState> unpublished,
    boolean publishes) {

  /** What happens, in words: {@code 2 -> a new version, proved by its event file}. */
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
