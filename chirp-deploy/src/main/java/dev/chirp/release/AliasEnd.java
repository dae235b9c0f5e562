package dev.chirp.release;

import dev.chirp.core.Release.Kind;

/** How the move of one alias ended. */
record AliasEnd(Kind kind, String reason, String hint) {

  static AliasEnd moved() {
    return new AliasEnd(Kind.MOVED, "", "");
  }
}
