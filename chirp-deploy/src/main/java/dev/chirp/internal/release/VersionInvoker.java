package dev.chirp.internal.release;

import java.util.Optional;

/** Invokes versions with the functions' event files. */
public interface VersionInvoker {
  /**
   * Invokes a version once. Several threads may call this.
   *
   * @return why the response proves nothing; empty if it proves that the version works
   */
  Optional<String> failureOf(ReleaseFunction function, String version);
}
