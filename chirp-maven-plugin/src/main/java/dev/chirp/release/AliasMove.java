package dev.chirp.release;

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

  @Override
  public String toString() {
    return "%s -> %s".formatted(before(), version);
  }
}
