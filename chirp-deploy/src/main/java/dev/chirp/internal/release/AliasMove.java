package dev.chirp.internal.release;

import java.util.Optional;

/**
 * The move of an alias to another version.
 *
 * @param is the alias before the move; empty if it must be created
 * @param code the shortened hash of the new version's code
 */
record AliasMove(String functionName, Optional<Alias> is, String version, String code) {

  String before() {
    return is.map(Alias::version).orElse("none");
  }

  /** Returns the alias's state, in words, if it was not moved. */
  String where() {
    return is.isEmpty() ? "was not created" : "stays at " + before();
  }

  /** Returns whether the alias is in the state before the move. */
  boolean isUndone(Optional<Alias> now) {
    return now.map(Alias::version).equals(is.map(Alias::version))
        && now.map(Alias::description).equals(is.map(Alias::description));
  }

  @Override
  public String toString() {
    return "%s -> %s".formatted(before(), version);
  }
}
