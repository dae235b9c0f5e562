package dev.chirp.internal.release;

import java.util.Optional;

/** Invokes versions with the functions' event files. */
public interface VersionInvoker {
  /**
   * Invokes a version once; called by several threads.
   *
   * @return why its answer proves nothing, if it does not
   */
  Optional<String> failureOf(ReleaseFunction function, String version);
}
