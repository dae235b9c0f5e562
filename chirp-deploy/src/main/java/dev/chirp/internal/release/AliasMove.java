package dev.chirp.internal.release;

import java.util.Optional;

/**
 * An alias that shall mean another version.
 *
 * @param is the alias as it was read; nothing if it shall be made
 * @param code the hash of that version's code, shortened
 */
record AliasMove(String functionName, Optional<Alias> is, String version, String code) {

  String before() {
    return is.map(Alias::version).orElse("none");
  }

  /** Where the alias is if it was not moved. */
  String where() {
    return is.isEmpty() ? "was not made" : "stays at " + before();
  }

  /** Whether the alias is now as if it had not been moved. */
  boolean isUndone(Optional<Alias> now) {
    return now.map(Alias::version).equals(is.map(Alias::version))
        && now.map(Alias::description).equals(is.map(Alias::description));
  }

  @Override
  public String toString() {
    return "%s -> %s".formatted(before(), version);
  }
}
