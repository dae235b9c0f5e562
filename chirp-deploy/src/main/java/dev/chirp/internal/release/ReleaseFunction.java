package dev.chirp.internal.release;

/**
 * A function of the project whose versions are to be released.
 *
 * @param name in the project: {@code server_status}
 * @param functionName on Lambda: {@code chirp_server_status}
 * @param unproven why Chirp may not invoke a version of it by itself; empty if it may
 */
public record ReleaseFunction(String name, String functionName, String unproven) {

  boolean isProved() {
    return unproven.isEmpty();
  }
}
