package dev.chirp.internal.release;

import dev.chirp.internal.core.Release.Kind;

/** The result of moving one alias. */
record AliasMoveResult(Kind kind, String reason, String hint) {

  static AliasMoveResult moved() {
    return new AliasMoveResult(Kind.MOVED, "", "");
  }
}
