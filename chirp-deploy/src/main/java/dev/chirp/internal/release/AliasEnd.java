package dev.chirp.internal.release;

import dev.chirp.internal.core.Release.Kind;

/** How the move of one alias ended. */
record AliasEnd(Kind kind, String reason, String hint) {

  static AliasEnd moved() {
    return new AliasEnd(Kind.MOVED, "", "");
  }
}
