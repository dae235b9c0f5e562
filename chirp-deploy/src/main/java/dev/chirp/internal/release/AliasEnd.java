package dev.chirp.internal.release;

import dev.chirp.internal.core.Release.Kind;

/** The result of moving one alias. */
record AliasEnd(Kind kind, String reason, String hint) {

  static AliasEnd moved() {
    return new AliasEnd(Kind.MOVED, "", "");
  }
}
