package dev.chirp.internal.release;

/**
 * A function whose versions are released.
 *
 * @param name in the project: {@code server_status}
 * @param functionName on Lambda: {@code chirp_server_status}
 * @param unproven why Chirp may not invoke it without being asked; empty if it may
 */
public record ReleaseFunction(String name, String functionName, String unproven) {

  boolean isProved() {
    return unproven.isEmpty();
  }
}
